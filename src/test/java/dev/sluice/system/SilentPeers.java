package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.IsolatedPeer;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.LoadWire;
import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Relay;
import dev.sluice.testing.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Peers that say nothing any more, not even no: frozen, behind a line that drops everything, or with a full queue. A time
 * is missed only if it is missed three times: this machine is not ours alone. What is lost is judged every time.
 */
final class SilentPeers {

    private static final DrillForm FORM = DrillForm.current();
    private static final int PER_SECOND = FORM.pick(100, 500);
    private static final Duration COOLDOWN = Duration.ofSeconds(FORM.pick(3, 10));
    private static final int ROUNDS = 3;

    private final Site site;
    private final PeerProcess substitute;

    SilentPeers(Site site, PeerProcess substitute) {
        this.site = site;
        this.substitute = substitute;
    }

    /** A gateway has run for weeks; how a JVM that has just been started takes its first burst is not what this is about. */
    static void warm(PeerProcess peer) {
        try (LoadRun load = LoadRun.start(
                LoadRun.Load.gets(peer.port(), "warm.test", 2 * PER_SECOND).withPath("/?delay=300"))) {
            await().atMost(Site.PATIENCE).until(() -> load.soFar().size() >= 3 * PER_SECOND);
            load.stop();
        }
    }

    /** Frozen under load, and thawed: it comes home only after its cooldown. */
    void frozenUnderLoad() {
        frozen(LoadWire.HTTP1, "frozen", "frozen under load");
    }

    /** The same, asked in HTTP/2 and TLS. */
    void frozenUnderHttp2Load() {
        site.sluice().show(TestCertificate.of("secure.test"));
        frozen(LoadWire.HTTP2_TLS, "secure", "frozen under load over h2 in TLS");
    }

    private void frozen(LoadWire wire, String name, String drill) {
        PeerProcess primary = site.gateway(name);
        long route = route(name, site.id(primary));
        within(drill, Duration.ofSeconds(2), Duration.ofSeconds(3), () -> {
            try (SilentFall fall = new SilentFall(site, wire, name, route, site.id(primary), PER_SECOND)) {
                fall.fall(primary::freeze);
                fall.recover(primary::thaw, COOLDOWN);
                return fall.end(primary.idsSeen("GET"));
            }
        });
    }

    /** In a namespace of its own, and its packets dropped. */
    void droppedUnderLoad() {
        try (IsolatedPeer primary = IsolatedPeer.start("dropped")) {
            primary.join();
            long id = site.gateway("dropped", primary.host(), primary.port());
            long route = route("dropped", id);
            Duration bound = Duration.ofMillis(3500);
            within("packets dropped under load", bound, bound, () -> {
                site.awaitServing(route, id);
                try (SilentFall fall = new SilentFall(site, LoadWire.HTTP1, "dropped", route, id, PER_SECOND)) {
                    fall.fall(primary::drop);
                    primary.restore();
                    return fall.end(primary.idsSeen("GET"));
                }
            });
        }
    }

    /** It accepts no more, and its queue is full. */
    void queueFullUnderLoad() {
        try (PeerProcess behind = PeerProcess.start("full");
                Relay line = Relay.to(behind.port())) {
            long id = site.gateway("full", "127.0.0.1", line.port());
            long route = route("full", id);
            Duration bound = Duration.ofMillis(3500);
            within("queue full under load", bound, bound, () -> {
                site.awaitServing(route, id);
                try (SilentFall fall = new SilentFall(site, LoadWire.HTTP1, "full", route, id, PER_SECOND)) {
                    fall.fall(line::block);
                    line.mend();
                    return fall.end(behind.idsSeen("GET"));
                }
            });
        }
    }

    /** Frozen while nobody asks it for anything. */
    void frozenIdle() {
        PeerProcess idle = site.gateway("idle");
        Duration promised = Duration.ofMillis(2500);
        List<String> measured = new ArrayList<>();
        boolean inTime = false;
        try (MachinePauses pauses = MachinePauses.begin()) {
            while (!inTime && measured.size() < ROUNDS) {
                int falls = SilentFall.falls(site, site.id(idle)).size();
                Duration before = pauses.lost();
                Instant frozen = Instant.now();
                idle.freeze();
                await().atMost(Site.PATIENCE)
                        .until(() -> SilentFall.falls(site, site.id(idle)).size() == falls + 1);
                Duration took = Duration.between(
                        frozen, SilentFall.falls(site, site.id(idle)).get(falls).getInstant("at"));
                measured.add("DOWN after " + took.toMillis() + " ms");
                inTime = took.minus(pauses.lost().minus(before)).compareTo(FORM.bound(promised)) <= 0;
                idle.thaw();
                site.awaitState(idle, "alive"); // it is in no pool, so there is no cooldown
            }
        }
        DrillTable.row("frozen idle", "DOWN within 2.5 s", measured);
        assertThat(inTime).as("in time: %s", measured).isTrue();
    }

    /** A route with that home, which a substitute backs. */
    private long route(String name, long home) {
        site.pool(Site.failoverPool((int) COOLDOWN.toSeconds()).put("name", name), new long[] {home, site.id(substitute)
        });
        return site.pinnedRoute(name + ".test", home);
    }

    /** Rounds until one is in time. */
    private void within(String drill, Duration down, Duration answered, Supplier<SilentFall.Measured> round) {
        List<SilentFall.Measured> measured = new ArrayList<>();
        boolean inTime = false;
        while (!inTime && measured.size() < ROUNDS) {
            SilentFall.Measured latest = round.get();
            measured.add(latest);
            inTime = latest.isWithin(FORM.bound(down), FORM.bound(answered));
        }
        String promise = "DOWN within " + down.toMillis() + " ms, every GET answered within " + answered.toMillis()
                + " ms, 0 failed";
        DrillTable.row(drill, promise, measured);
        assertThat(inTime).as("in time: %s", measured).isTrue();
    }
}
