package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.HeardLog;
import dev.sluice.testing.SluiceProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A front door that was away, and all its agents, which come back to it at once. */
@Tag("drill")
@Tag("quiet")
class FleetReturnsTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int AGENTS = FORM.pick(30, 200);
    private static final Duration AWAY = FORM.pick(Duration.ofMillis(500), Duration.ofMinutes(1));
    /** One agent is back within 2 s; for hundreds at once, on the machine where all of them run, handshakes take their time. */
    private static final Duration RETURN = Duration.ofSeconds(4);

    /** In full longer than it takes for a silent one to be DOWN. */
    private static final Duration WATCHED = FORM.pick(Duration.ofSeconds(2), Duration.ofSeconds(40));

    @Test
    void allAgentsAreBackSoonAndNoneIsTakenForDead() throws Exception {
        try (HeardLog heard = HeardLog.open();
                SluiceProcess sluice = SluiceProcess.start();
                LinkedAgents agents = LinkedAgents.pair(sluice, AGENTS)) {
            await().atMost(Site.PATIENCE).until(() -> agents.connected() == AGENTS && agents.alive() == AGENTS);
            sluice.kill9();
            await().atMost(Site.PATIENCE).until(() -> agents.connected() == 0);
            await().pollDelay(AWAY).atMost(AWAY.plusSeconds(5)).until(() -> true); // it is away: nothing to wait for
            sluice.beginRestart();
            long back = LinkedAgents.awaitListener(sluice.agentPort());
            await().atMost(Site.PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> agents.connected() == AGENTS);
            long beaten = agents.awaitBeats(back);
            List<Long> times = agents.connectedAfter(back);
            DrillTable.row(
                    "agents come back",
                    AGENTS + " within " + RETURN.toMillis() + " ms of the listener, not all at once",
                    "the first after " + times.get(0) + " ms, half after " + times.get(AGENTS / 2)
                            + " ms, the last after "
                            + times.get(AGENTS - 1) + " ms, at most " + LinkedAgents.most(times, 50)
                            + " in 50 ms; all had beaten after " + beaten + " ms");
            assertThat(Duration.ofMillis(times.get(AGENTS - 1))).isLessThanOrEqualTo(RETURN);
            assertThat(LinkedAgents.most(times, 50))
                    .as("in one moment: %s", times)
                    .isLessThan(AGENTS / 2);
            await().during(WATCHED).atMost(WATCHED.plusSeconds(20)).until(() -> agents.connected() == AGENTS);
            assertThat(agents.alive()).isEqualTo(AGENTS);
            assertThat(heard.lines()).as("answers but good ones").noneMatch(line -> line.contains("answered "));
            assertThat(sluice.get("/logs/activity?limit=250&event=gateway_down").getJsonArray("items"))
                    .isEmpty();
        }
    }
}
