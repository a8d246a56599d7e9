package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Gateways are killed, frozen, revived, drained, edited and deleted at random, and Sluice is restarted; once a step has
 * settled, every route is served by whom the model says, and memory, explanation and a real request agree. The same walk in
 * every run; {@code -Dsluice.walk.seed=7} takes another.
 */
@Tag("drill")
class SystemWalkTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int STEPS = Integer.getInteger("sluice.walk.steps", FORM.pick(35, 2_000));
    private static final int SEED = Integer.getInteger("sluice.walk.seed", 1);
    private static final int LAST_WORDS = 12;

    private final WalkModel model = new WalkModel();
    private final Deque<String> steps = new ArrayDeque<>();
    private String wrong = "";
    private int explanations;

    @Test
    void whateverHappensARequestGoesWhereTheInvariantSays() {
        try (CrowdSite site = new CrowdSite(Map.of("SLUICE_WATCHDOG_INTERVAL", "100ms"))) {
            WalkSteps walk = new WalkSteps(site, model, new Random(SEED));
            walk.begin();
            long begun = System.nanoTime();
            for (int i = 0; i < STEPS; i++) {
                steps.add(i + ": " + walk.step(i));
                if (steps.size() > LAST_WORDS) {
                    steps.remove();
                }
                settle(site);
            }
            assertThat(explanations).isGreaterThanOrEqualTo(STEPS * model.routes.size());
            DrillTable.row(
                    "random walk of " + STEPS + " steps, seed " + SEED,
                    "after each, routes, explanation and traffic as the invariant says",
                    "all agreed, " + explanations + " explanations held against requests, in "
                            + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        }
    }

    private void settle(CrowdSite site) {
        try {
            await().atMost(CrowdSite.PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(25))
                    .until(() -> isAsItShouldBe(site));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("seed " + SEED + ": " + wrong + "\n" + String.join("\n", steps), e);
        }
        model.settled();
    }

    private boolean isAsItShouldBe(CrowdSite site) {
        Map<Long, JsonObject> peers = byId(site, "/peers?limit=250");
        assertThat(peers.keySet()).isEqualTo(model.peers.keySet());
        peers.forEach((id, peer) ->
                model.peer(id).state = peer.getJsonObject("health").getString("state"));
        String contradiction = model.contradiction();
        if (contradiction != null) {
            wrong = contradiction;
            return false;
        }
        Map<Long, JsonObject> routes = byId(site, "/routes?limit=250");
        assertThat(routes.keySet()).isEqualTo(model.routes.keySet());
        return model.routes.entrySet().stream()
                .allMatch(entry -> isServedWell(site, entry.getValue(), routes.get(entry.getKey())));
    }

    private static Map<Long, JsonObject> byId(CrowdSite site, String list) {
        Map<Long, JsonObject> byId = new HashMap<>();
        for (Object item : site.sluice().get(list).getJsonArray("items")) {
            byId.put(((JsonObject) item).getLong("id"), (JsonObject) item);
        }
        return byId;
    }

    private boolean isServedWell(CrowdSite site, WalkModel.Route route, JsonObject memory) {
        List<Long> able = model.serving(route);
        boolean chosenPerRequest = model.isBalanced(route) && able.isEmpty() | !able.equals(List.of(route.override));
        Long serving = chosenPerRequest || able.isEmpty() ? null : able.get(0);
        JsonObject why = explained(site, route);
        String traffic = site.ask(route.domain).headers().firstValue("x-peer").orElse("nobody");
        if (why.equals(explained(site, route))) {
            goesWhereIsSaid(why, traffic);
        }
        List<String> names = able.isEmpty()
                ? List.of("nobody")
                : able.stream().map(id -> model.peer(id).gateway.name()).toList();
        Set<Long> told = new HashSet<>();
        why.getJsonArray("others").forEach(other -> told.add(((JsonObject) other).getLong("peer_id")));
        if (why.getLong("chosen") != null) {
            told.add(why.getLong("chosen"));
        }
        wrong = route.domain + " must be served by " + names + "; request: " + traffic + ", routes: "
                + memory.getLong("serving_peer_id") + ", explain: " + why.encode();
        return names.contains(traffic)
                && Objects.equals(memory.getLong("serving_peer_id"), serving)
                && told.equals(new HashSet<>(model.candidates(route, false)))
                && (serving == null || serving.equals(why.getLong("chosen")));
    }

    private static JsonObject explained(CrowdSite site, WalkModel.Route route) {
        return site.sluice().get("/explain?url=http://" + route.domain + "/&client=127.0.0.1");
    }

    /** Whatever the state between two steps is, and settled or not: nothing changed between the two explanations. */
    private void goesWhereIsSaid(JsonObject why, String traffic) {
        List<String> said = new ArrayList<>();
        if (why.getLong("chosen") != null) {
            said.add(model.peer(why.getLong("chosen")).gateway.name());
        }
        why.getJsonArray("others").forEach(each -> {
            JsonObject other = (JsonObject) each;
            if (other.getString("why_not").equals("it is a candidate for each request")) {
                said.add(model.peer(other.getLong("peer_id")).gateway.name());
            }
        });
        boolean tried = why.getString("because").contains("is tried for a moment with each request");
        boolean asSaid = said.isEmpty() ? tried || traffic.equals("nobody") : said.contains(traffic);
        if (!asSaid) {
            throw new AssertionError("seed " + SEED + ": a request went to " + traffic
                    + ", but it was said before and after: " + why.encode() + "\n" + String.join("\n", steps));
        }
        explanations++;
    }
}
