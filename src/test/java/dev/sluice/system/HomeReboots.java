package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.system.HomeNetwork.Machine;
import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.LoadWire;
import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.TalkingCrowd;
import dev.sluice.testing.TcpCallers;
import dev.sluice.testing.TcpClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Each gateway of a home is rebooted in turn, by losing its agent and by losing the whole machine, under traffic. */
final class HomeReboots {

    private static final DrillForm FORM = DrillForm.current();
    static final int PER_SECOND = FORM.pick(100, 200);
    static final int COOLDOWN_S = FORM.pick(1, 10);
    private static final Duration BOOT = FORM.pick(Duration.ZERO, Duration.ofSeconds(15));
    private static final Duration MOVED = FORM.bound(Duration.ofMillis(2500));
    private static final Duration AT_HOME = FORM.bound(Duration.ofMillis(1500));
    private static final Duration BACK = Duration.ofSeconds(COOLDOWN_S).plus(Site.PATIENCE);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(30);
    private static final Duration WARM = Duration.ofMillis(100);
    private static final Duration GAP = Duration.ofMillis(50);
    private static final int SOCKETS = 4;

    private final HomeSite home;
    private final LoadRun load;
    private final TcpCallers callers;

    private HomeReboots(HomeSite home, LoadRun load, TcpCallers callers) {
        this.home = home;
        this.load = load;
        this.callers = callers;
    }

    /** All of them, one after the other; every gateway is ALIVE and every route at home before and after. */
    static void play(HomeSite home) throws IOException {
        LoadRun.Load asked = home.site().gets(LoadWire.HTTP1, "nas.test", PER_SECOND);
        try (MachinePauses pauses = MachinePauses.begin();
                LoadRun load = LoadRun.start(asked);
                TcpCallers callers = TcpCallers.begin(home.echoPort(), GAP)) {
            awaitWarm(load);
            long begin = System.nanoTime();
            HomeReboots reboots = new HomeReboots(home, load, callers);
            reboots.theStandbyReboots();
            reboots.theAgentOfHomeIsKilled();
            reboots.homeReboots();
            LoadReport all = load.stop().sentBetween(begin, Long.MAX_VALUE);
            String still =
                    "; the machine itself stood still for " + pauses.lost().toMillis() + " ms";
            DrillTable.row("all of it", "0 failed GETs", all + still);
            assertThat(all.failed().size()).as("failed GETs of %s", all).isZero();
        }
        assertThat(home.outages()).isZero();
        assertThat(home.site().events("pool_failover_activated")).isNotEmpty();
        assertThat(home.site().events("pool_failover_restored")).isNotEmpty();
    }

    /** Compilers of four JVMs share the machine at first; one that never gets there is still to lose nothing. */
    private static void awaitWarm(LoadRun load) {
        long begin = System.nanoTime();
        await().atMost(LONGEST_WARM_UP.multipliedBy(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    long now = System.nanoTime();
                    LoadReport last = load.soFar().sentBetween(now - 1_500_000_000L, now - 500_000_000L);
                    return last.size() >= PER_SECOND / 2 && last.percentile(99).compareTo(WARM) < 0
                            || now - begin > LONGEST_WARM_UP.toNanos();
                });
    }

    private void theStandbyReboots() {
        long begin = System.nanoTime();
        try (TalkingCrowd crowd = talk();
                TcpClient held = new TcpClient(home.echoPort());
                TcpClient ssh = new TcpClient(home.sshPort(Machine.HOME))) {
            assertThat(held.line()).contains(home.by(Machine.HOME));
            assertThat(ssh.line()).contains(" for 127.0.");
            home.powerOff(Machine.DS918);
            home.site().awaitState(home.id(Machine.DS918), "down");
            itsOwnSshIsOut(Machine.DS918);
            boot(Machine.DS918);
            home.site().awaitServing(home.ssh(Machine.DS918), home.id(Machine.DS918), BACK);
            await().atMost(BACK)
                    .until(() -> home.site().state(home.id(Machine.DS918)).equals("alive"));
            assertThat(held.echo("held")).isEqualTo("held");
            assertThat(ssh.echo("held")).isEqualTo("held");
            TalkingCrowd.Report talked = crowd.stop();
            LoadReport gets = load.soFar().sentBetween(begin, Long.MAX_VALUE);
            List<TcpCallers.Call> calls = callers.since(begin);
            DrillTable.row(
                    "DS918 rebooted",
                    "no impact: no GET, WebSocket or TCP connection fails or is cut",
                    "%s; %d texts, %d sockets at fault; %d TCP connections, %d failed"
                            .formatted(
                                    gets,
                                    talked.texts(),
                                    talked.faults().size(),
                                    calls.size(),
                                    calls.stream()
                                            .filter(call -> !call.served())
                                            .count()));
            assertThat(talked.faults()).isEmpty();
            assertThat(calls).isNotEmpty().allMatch(TcpCallers.Call::served).allMatch(call -> call.greeting()
                    .contains(home.by(Machine.HOME)));
            assertThat(gets.byPeer().keySet()).allMatch(peer -> peer.contains(home.by(Machine.HOME)));
        }
    }

    /** What is on that machine itself has nowhere else to go, as long as nobody knows its address in the LAN. */
    private void itsOwnSshIsOut(Machine machine) {
        JsonObject serving = home.site().route(home.ssh(machine)).getJsonObject("serving");
        assertThat(serving.getLong("peer_id")).isNull();
        assertThat(serving.getString("cause")).isEqualTo("loopback_home_down");
        try (TcpClient refused = new TcpClient(home.sshPort(machine))) {
            assertThat(refused.rest()).isEmpty();
        }
    }

    private void theAgentOfHomeIsKilled() throws IOException {
        HomeFall fall = HomeFall.of(home, load, () -> home.agent(Machine.HOME).kill9());
        DrillTable.row("Home's agent killed", "0 failed GETs, all moved within 2.5 s", fall);
        assertThat(fall.isWithin(MOVED)).as("in time: %s", fall).isTrue();
        if (home.network().isNamespaced()) {
            home.site().awaitServing(home.ssh(Machine.HOME), home.id(Machine.DS918));
            try (TcpClient ssh = new TcpClient(home.sshPort(Machine.HOME))) {
                assertThat(ssh.line()).isEqualTo("Home" + home.by(Machine.DS918)); // the machine lives
            }
        } else {
            itsOwnSshIsOut(Machine.HOME);
        }
        comesHome("Home's agent started", () -> home.agent(Machine.HOME).restart());
    }

    private void homeReboots() throws IOException {
        HomeFall fall = HomeFall.of(home, load, () -> home.powerOff(Machine.HOME));
        DrillTable.row("Home rebooted, silent", "0 failed GETs, all moved within 2.5 s", fall);
        assertThat(fall.isWithin(MOVED)).as("in time: %s", fall).isTrue();
        comesHome("Home booted", () -> boot(Machine.HOME));
    }

    private void boot(Machine machine) {
        await().pollDelay(BOOT).atMost(BOOT.plus(Site.PATIENCE)).until(() -> true);
        home.powerOn(machine);
    }

    /** The routes go home after the cooldown; what was opened meanwhile stays where it is. */
    private void comesHome(String name, Runnable back) {
        try (TalkingCrowd crowd = talk();
                TcpClient held = new TcpClient(home.echoPort())) {
            assertThat(held.line()).contains(home.by(Machine.DS918));
            back.run();
            home.site().awaitState(home.id(Machine.HOME), "cooldown");
            Instant due = home.site().route(home.nas()).getJsonObject("serving").getInstant("failback_due");
            home.site().awaitServing(home.nas(), home.id(Machine.HOME), BACK);
            Duration late = Duration.between(due, Instant.now());
            long texts = crowd.soFar().texts();
            await().atMost(Site.PATIENCE).until(() -> crowd.soFar().texts() > texts + 4 * SOCKETS);
            assertThat(held.echo("held")).isEqualTo("held");
            try (TcpClient fresh = new TcpClient(home.echoPort())) {
                assertThat(fresh.line()).contains(home.by(Machine.HOME));
            }
            assertThat(Gets.one(home.sluice().httpPort(), "nas.test").headers().firstValue("x-peer"))
                    .hasValueSatisfying(peer -> assertThat(peer).contains(home.by(Machine.HOME)));
            TalkingCrowd.Report talked = crowd.stop();
            DrillTable.row(
                    name,
                    "home when its cooldown of %d s is over, no tunnel cut".formatted(COOLDOWN_S),
                    "home %d ms after it; %d texts meanwhile, %d sockets at fault"
                            .formatted(
                                    late.toMillis(),
                                    talked.texts(),
                                    talked.faults().size()));
            assertThat(talked.faults()).isEmpty();
            assertThat(late).isBetween(Duration.ofMillis(-50), AT_HOME);
        }
    }

    private TalkingCrowd talk() {
        return TalkingCrowd.open(home.sluice().httpPort(), 0, "nas.test", SOCKETS, GAP);
    }
}
