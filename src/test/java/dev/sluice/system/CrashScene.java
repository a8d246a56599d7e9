package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Rest;
import dev.sluice.testing.StandInCrowd.Gateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One route with a home and a substitute, both made for one crash, and words for what happens to them. While it lasts, all
 * that the activity log shows as saved is remembered: it was acknowledged.
 */
final class CrashScene {

    final Gateway home;
    final Gateway substitute;
    final long route;
    private final CrowdSite site;
    private final StoredTruth stored;
    private final String domain;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean watching = true;
    private final CompletableFuture<Void> watcher;
    private @Nullable CompletableFuture<Integer> command;

    CrashScene(CrowdSite site, StoredTruth stored, String name, int cooldownS) {
        this.site = site;
        this.stored = stored;
        List<Gateway> both = site.gateways("home-" + name, "substitute-" + name);
        this.home = both.get(0);
        this.substitute = both.get(1);
        this.domain = name + ".test";
        site.pool("pool-" + name, cooldownS, home, substitute);
        this.route = site.pinnedRoute(domain, home);
        site.awaitServing(route, home);
        this.watcher = CompletableFuture.runAsync(this::watch);
    }

    private void watch() {
        try {
            while (watching) {
                site.events().stream()
                        .filter(event -> event.getBoolean("saved"))
                        .forEach(event -> acknowledged.add(event.getString("uid")));
            }
        } catch (RuntimeException | AssertionError e) {
            watching = false; // killed under our hands
        }
    }

    // What happens

    CrashScene pivoted() {
        home.kill();
        site.awaitServing(route, substitute);
        return this;
    }

    CrashScene returned() {
        pivoted();
        home.revive();
        site.awaitState(home, "cooldown");
        return this;
    }

    CrashScene after(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis); // the offset is what the point is about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    CrashScene afterDue(long millis) {
        Instant due = Instant.parse(site.route(route).getJsonObject("serving").getString("failback_due"));
        return after(Math.max(0, Duration.between(Instant.now(), due).toMillis() + millis));
    }

    CrashScene until(Gateway gateway, String state) {
        site.awaitState(gateway, state);
        return this;
    }

    CrashScene untilServedBy(@Nullable Gateway gateway) {
        site.awaitServing(route, gateway);
        return this;
    }

    CrashScene untilStored(String event) {
        await().atMost(CrowdSite.PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> count(event) > 0);
        return this;
    }

    /** Sends a command and does not wait for its answer. */
    CrashScene sent(String method, String path, JsonObject body) {
        Rest admin = site.sluice().admin();
        command = CompletableFuture.supplyAsync(() -> switch (method) {
                    case "PUT" -> admin.put("/api/v1" + path, body).status();
                    case "DELETE" -> admin.delete("/api/v1" + path).status();
                    default -> admin.post("/api/v1" + path, body).status();
                })
                .exceptionally(killed -> 0);
        return this;
    }

    CrashScene answered() {
        assertThat(Objects.requireNonNull(command).join()).isBetween(200, 299);
        return this;
    }

    long id(Gateway gateway) {
        return site.id(gateway);
    }

    // What is so afterwards

    /** Whether the command was answered as done. Once Sluice is dead. */
    boolean wasAcknowledged() {
        return command != null && command.join() >= 200 && command.join() < 300;
    }

    /** Events of that name about this scene's route or gateways. */
    long count(String event) {
        return stored.ask("SELECT details FROM event WHERE event = '" + event + "'").stream()
                .map(JsonObject::new)
                .filter(this::isAboutUs)
                .count();
    }

    private boolean isAboutUs(JsonObject details) {
        Long peer = details.getLong("peer_id");
        Long single = details.getLong("route_id");
        return (peer != null && (peer == site.id(home) || peer == site.id(substitute)))
                || (single != null && single == route)
                || (details.getJsonArray("route_ids") != null
                        && details.getJsonArray("route_ids").stream()
                                .anyMatch(id -> ((Number) id).longValue() == route));
    }

    /** Database, memory and traffic all say that this gateway serves; null for nobody, as the page says too. */
    boolean allSayThat(@Nullable Gateway gateway) {
        String id = gateway == null ? "null" : Long.toString(site.id(gateway));
        List<String> assigned = stored.ask("SELECT serving_peer_id FROM route_assignment WHERE route_id = " + route);
        String memory = String.valueOf(site.route(route).getLong("serving_peer_id"));
        String traffic = site.ask(domain).headers().firstValue("x-peer").orElse("none");
        return assigned.equals(List.of(id))
                && memory.equals(id)
                && traffic.equals(gateway == null ? "none" : gateway.name())
                && List.of(home, substitute).stream().allMatch(this::healthIsStored);
    }

    private boolean healthIsStored(Gateway gateway) {
        return stored.ask("SELECT state FROM peer_health WHERE peer_id = " + site.id(gateway))
                .equals(List.of(site.state(gateway)));
    }

    boolean isGone() {
        return stored.ask("SELECT id FROM route WHERE id = " + route).isEmpty()
                && site.sluice().admin().get("/api/v1/routes/" + route).status() == 404
                && site.ask(domain).status() == 404;
    }

    /** No event that was seen is missing, none is told twice: each move of the route begins where the last one ended. */
    void logIsTrue() {
        watching = false;
        watcher.join();
        assertThat(stored.ask("SELECT uid FROM event")).containsAll(acknowledged);
        long at = site.id(home);
        for (String row : stored.ask("SELECT details FROM event WHERE event IN"
                + " ('pool_failover_activated', 'pool_failover_restored') ORDER BY at, id")) {
            JsonObject move = new JsonObject(row);
            if (isAboutUs(move)) {
                assertThat(move.getLong("from_peer_id"))
                        .as("where %s begins", row)
                        .isEqualTo(at);
                at = move.getLong("to_peer_id");
            }
        }
        for (Gateway gateway : List.of(home, substitute)) {
            goesDownAndUpInTurn(gateway);
        }
    }

    private void goesDownAndUpInTurn(Gateway gateway) {
        boolean down = true; // until it is first seen
        for (String name : stored.ask("SELECT event FROM event WHERE event IN ('gateway_down', 'gateway_alive')"
                + " AND (details->>'peer_id')::bigint = " + site.id(gateway) + " ORDER BY at, id")) {
            boolean goesDown = name.equals("gateway_down");
            assertThat(goesDown)
                    .as("%s of %s, down until then: %s", name, gateway.name(), down)
                    .isEqualTo(!down);
            down = goesDown;
        }
    }
}
