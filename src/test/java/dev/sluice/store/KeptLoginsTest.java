package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Logins;
import dev.sluice.core.port.Session;
import dev.sluice.core.rule.AccessEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator's password and sessions in Postgres. */
class KeptLoginsTest extends StoreSuite {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private Session begin(String digit, Instant at) {
        Session session = new Session(digit.repeat(64), at, at, "2001:db8::1");
        await(store.logins().begin(session, told()));
        return session;
    }

    private static Event told() {
        return AccessEvents.sessionStarted("10.0.0.1", NOW);
    }

    private Logins.Kept kept() {
        return await(store.logins().load());
    }

    @Test
    void thePasswordIsOneAndItsChangeEndsAllSessionsButOne() {
        assertThat(kept().passwordHash()).isNull();
        Session mine = begin("a", NOW);
        begin("b", NOW);

        await(store.logins().password("hash 1", mine.sha256(), told()));
        assertThat(kept().passwordHash()).isEqualTo("hash 1");
        assertThat(kept().sessions()).containsExactly(mine);
        await(store.logins().password("hash 2", null, told()));
        assertThat(kept().passwordHash()).isEqualTo("hash 2");
        assertThat(kept().sessions()).isEmpty();
        assertThat(database.ask("SELECT count(*) FROM event")).containsExactly("4");
    }

    @Test
    void sessionsBeginOnceAreSeenEndAndAreForgottenWhenTheyAreOver() {
        Session old = begin("a", NOW.minus(Duration.ofDays(7)));
        Session idle = begin("b", NOW.minus(Duration.ofHours(13)));
        Session going = begin("c", NOW.minus(Duration.ofHours(13)));
        Session ended = begin("d", NOW);
        await(store.logins().begin(going, told()));

        await(store.logins().end(ended.sha256(), told()));
        await(store.logins()
                .seen(
                        Map.of(going.sha256(), NOW, old.sha256(), NOW, "e".repeat(64), NOW),
                        NOW.minus(Duration.ofDays(7)).plusSeconds(1),
                        NOW.minus(Duration.ofHours(12))));

        assertThat(kept().sessions()).containsExactly(going.seen(NOW)).doesNotContain(idle);
        await(store.logins().seen(Map.of(), NOW, NOW));
        assertThat(kept().sessions()).isEmpty();
    }
}
