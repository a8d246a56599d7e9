package dev.sluice.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Desired;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.Rejection;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every document and every state, tried on many of each; on more with {@code -Dsluice.seeds=}. */
class DocumentPropertyTest {

    private static final int SEEDS = Integer.getInteger("sluice.seeds", 20);

    @Test
    void exportAppliedToAnEmptyInstanceExportsTheSame() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Instance one = new Instance();
            one.apply(new RandomDocument(seed).document());
            Instance other = new Instance(1000);
            other.apply(Document.read(one.export().tree()));
            assertThat(other.export().tree().toString())
                    .as("seed %d", seed)
                    .isEqualTo(one.export().tree().toString());
            assertThat(one.export().of(Section.PEERS)).isNotEmpty();
        }
    }

    @Test
    void appliedTwiceChangesNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Document document = new RandomDocument(seed).document();
            Instance instance = new Instance();
            instance.apply(document);
            Desired once = instance.desired;
            assertThat(instance.apply(document)).as("seed %d", seed).isEqualTo(Difference.NONE);
            assertThat(instance.apply(instance.export())).as("seed %d", seed).isEqualTo(Difference.NONE);
            assertThat(instance.desired).as("seed %d", seed).isSameAs(once);
        }
    }

    @Test
    void theDifferenceIsExact() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Document from = new RandomDocument(seed).document();
            Document to = new RandomDocument(seed + SEEDS).document();
            Instance instance = new Instance();
            instance.apply(from);
            Document before = instance.export();
            Application tried = instance.edits.apply(to, false, Map.of(), Command.by("root"));
            Difference told = tried.tried(instance.desired, Instant.EPOCH);
            assertThat(instance.apply(to)).as("seed %d", seed).isEqualTo(told);
            assertThat(Patched.by(before, told)).as("seed %d", seed).isEqualTo(Patched.flat(instance.export()));
            // What nobody mentioned on the way to an event did not happen.
            assertThat(instance.audit.size())
                    .as("seed %d", seed)
                    .isEqualTo(told.entries().size());
        }
    }

    @Test
    void theWayBackLeadsBack() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Instance instance = new Instance();
            instance.apply(new RandomDocument(seed).document());
            Document before = instance.export();
            instance.apply(new RandomDocument(seed + SEEDS).document());
            instance.apply(before);
            assertThat(instance.export()).as("seed %d", seed).isEqualTo(before);
        }
    }

    @Test
    void addedTakesNothingAway() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Instance instance = new Instance();
            instance.apply(new RandomDocument(seed).document());
            Document more = new RandomDocument(seed + SEEDS).document();
            Difference difference;
            try {
                difference = instance.add(more);
            } catch (Rejection e) {
                continue; // what stays may stand in the way: a member that was a gateway shall be regular
            }
            assertThat(difference.entries())
                    .as("seed %d", seed)
                    .noneMatch(entry -> entry.change() == Difference.Change.DELETED);
        }
    }
}
