package dev.sluice.system;

import dev.sluice.testing.StandInCrowd.Gateway;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named place in the life of a route at which Sluice is killed.
 *
 * @param until brings the scene to that place
 * @param serves who must serve the route once Sluice is back; null for nobody
 */
record CrashPoint(
        String name, int cooldownS, Consumer<CrashScene> until, Function<CrashScene, @Nullable Gateway> serves) {

    private static final JsonObject NOTHING = new JsonObject();

    /** Around a pivot: the home is dead, and stays so. */
    private static CrashPoint pivot(String name, Consumer<CrashScene> until) {
        return new CrashPoint("pivot: " + name, 1, until, scene -> scene.substitute);
    }

    /** Around a failback: the home is back, and its cooldown ends while Sluice is dead, if not before. */
    private static CrashPoint failback(String name, Consumer<CrashScene> until) {
        return new CrashPoint("failback: " + name, 2, until, scene -> scene.home);
    }

    /** Around a command that sends the route to its substitute. */
    private static CrashPoint command(String name, String audit, Consumer<CrashScene> until) {
        return new CrashPoint("command: " + name, 600, until, scene -> {
            if (scene.wasAcknowledged() && scene.count(audit) != 1) {
                throw new AssertionError(name + " was answered as done, but told " + scene.count(audit) + " times");
            }
            return scene.count(audit) == 1 ? scene.substitute : scene.home;
        });
    }

    static List<CrashPoint> all() {
        List<CrashPoint> all = new ArrayList<>();
        all.add(pivot("as the gateway dies", scene -> scene.home.kill()));
        for (int ms : new int[] {100, 200, 300, 400, 500, 650}) {
            all.add(pivot(ms + " ms after the death", scene -> {
                scene.home.kill();
                scene.after(ms);
            }));
        }
        all.add(pivot("the gateway is DOWN in memory", scene -> {
            scene.home.kill();
            scene.until(scene.home, "down");
        }));
        all.add(pivot("the route is away in memory", CrashScene::pivoted));
        all.add(pivot("the pivot is stored", scene -> scene.pivoted().untilStored("pool_failover_activated")));
        all.add(pivot("its receipt is open", scene -> scene.pivoted().after(1_000)));
        all.add(pivot("its receipt is being closed", scene -> scene.pivoted().after(1_990)));
        all.add(pivot("its receipt is closed", scene -> scene.pivoted().after(2_200)));

        all.add(failback("as the gateway returns", scene -> scene.pivoted().home.revive()));
        all.add(failback("150 ms after the return", scene -> {
            scene.pivoted().home.revive();
            scene.after(150);
        }));
        all.add(failback("the cooldown begins", CrashScene::returned));
        all.add(failback(
                "in the middle of the cooldown", scene -> scene.returned().after(1_000)));
        all.add(failback(
                "20 ms before the cooldown ends", scene -> scene.returned().afterDue(-20)));
        all.add(failback("as the cooldown ends", scene -> scene.returned().afterDue(0)));
        all.add(failback(
                "15 ms after the cooldown's end", scene -> scene.returned().afterDue(15)));
        all.add(failback(
                "the route is home in memory", scene -> scene.returned().untilServedBy(scene.home)));
        all.add(failback("it is stored", scene -> scene.returned().untilStored("pool_failover_restored")));

        for (int ms : new int[] {0, 4, 12}) {
            all.add(command(ms + " ms after a pivot was asked for", "route_pivot_commanded", scene -> {
                pivotAsked(scene);
                scene.after(ms);
            }));
            all.add(command(ms + " ms after a drain was asked for", "peer_drained", scene -> {
                scene.sent("POST", "/peers/" + scene.id(scene.home) + "/drain", NOTHING);
                scene.after(ms);
            }));
        }
        all.add(command("a pivot is answered", "route_pivot_commanded", scene -> pivotAsked(scene)
                .answered()));
        all.add(command("a drain is answered", "peer_drained", scene -> scene.sent(
                        "POST", "/peers/" + scene.id(scene.home) + "/drain", NOTHING)
                .answered()));
        all.add(command("another home is answered", "route_updated", scene -> scene.sent(
                        "PUT",
                        "/routes/" + scene.route,
                        new JsonObject().put("target_peer_id", scene.id(scene.substitute)))
                .answered()));
        all.add(new CrashPoint(
                "command: the end of a cooldown is answered",
                600,
                scene -> scene.returned()
                        .sent("POST", "/peers/" + scene.id(scene.home) + "/failback", NOTHING)
                        .answered(),
                scene -> scene.home));

        all.add(new CrashPoint("outage: both are lost", 1, CrashPoint::bothLost, scene -> null));
        all.add(new CrashPoint(
                "outage: the last one returns while Sluice is dead",
                1,
                scene -> {
                    bothLost(scene);
                    scene.untilStored("gateway_down");
                },
                scene -> {
                    scene.substitute.revive();
                    return scene.substitute;
                }));
        return all;
    }

    private static CrashScene pivotAsked(CrashScene scene) {
        return scene.sent(
                "POST",
                "/routes/" + scene.route + "/pivot",
                new JsonObject().put("to_peer_id", scene.id(scene.substitute)));
    }

    private static void bothLost(CrashScene scene) {
        scene.pivoted().substitute.kill();
        scene.untilServedBy(null);
    }

    boolean isCommand() {
        return name.startsWith("command");
    }
}
