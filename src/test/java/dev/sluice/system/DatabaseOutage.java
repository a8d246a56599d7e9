package dev.sluice.system;

import dev.sluice.testing.SluiceProcess;
import java.time.Duration;

/** A way in which the database goes away, and comes back. */
interface DatabaseOutage {

    /** Such as {@code database frozen}. */
    String title();

    /** How long the first command may take after it began. */
    Duration firstRefusal();

    /** Whether it can still be read meanwhile. */
    default boolean readable() {
        return false;
    }

    void begin();

    /** Sees to it that it lasts. */
    default void last() {}

    void end();

    /** Connections stand, and nothing is answered: that must be found out first. */
    record Frozen(SluiceProcess sluice) implements DatabaseOutage {
        @Override
        public String title() {
            return "database frozen";
        }

        @Override
        public Duration firstRefusal() {
            return Duration.ofMillis(2_500);
        }

        @Override
        public void begin() {
            sluice.freezeDatabase();
        }

        @Override
        public void end() {
            sluice.thawDatabase();
        }
    }

    /** It said good-bye, and cannot be started. */
    record Stopped(SluiceProcess sluice) implements DatabaseOutage {
        @Override
        public String title() {
            return "database stopped";
        }

        @Override
        public Duration firstRefusal() {
            return Duration.ofMillis(500);
        }

        @Override
        public void begin() {
            sluice.stopDatabase();
        }

        @Override
        public void end() {
            sluice.letDatabaseStart();
        }
    }
}
