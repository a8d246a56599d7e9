package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.HealthState;
import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Everywhere;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.site.SiteFields;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final Stamp STAMP = new Stamp(NOW, NOW.plusSeconds(1), 7);

    private static final Site PAGES = SiteFields.read(Map.of(
            "error_pages", Map.of("pages", List.of(Map.of("statuses", List.of("5xx"), "html", "<p>\u00e4 {status}")))));

    @TempDir
    Path directory;

    private Path file;
    private SnapshotFile snapshot;

    @BeforeEach
    void open() {
        file = directory.resolve(SnapshotFile.FILE);
        snapshot = new SnapshotFile(directory);
    }

    /** Something of every kind, with and without what may be absent. */
    private static LastGood everything() {
        Desired desired = new Desired(
                        41,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Agents.NONE,
                        new Everywhere(Map.of("key", "värde"), PAGES))
                .with(StoreSuite.gateway(1, "a", STAMP))
                .with(StoreSuite.gateway(2, "b", STAMP))
                .with(new Pool(
                        3,
                        "pool",
                        PoolMode.LOAD_BALANCING,
                        LoadBalancingPolicy.LEAST_CONN,
                        60,
                        Failback.MANUAL,
                        "<html>",
                        true,
                        List.of(new Member(1, 1), new Member(2, 2)),
                        STAMP))
                .with(StoreSuite.route(4, "app.test", StoreSuite.pinned(1), STAMP))
                .with(StoreSuite.route(5, "pool.test", new Target.Pooled(3, null), STAMP))
                .with(StoreSuite.route(6, "peer.test", new Target.Regular(2, null), STAMP))
                .with(new Route(
                        7,
                        "tcp.test",
                        "/",
                        "",
                        false,
                        RouteType.L4,
                        new Target.Gateway(1, new LanHost("::1", 5)),
                        false,
                        false,
                        null,
                        null,
                        null,
                        null,
                        new L4Listener("tcp", 2222, L4TlsMode.NONE),
                        STAMP))
                .with(new RouteOverride(4, 2, NOW, null, STAMP))
                .with(new Drill(8, 2, NOW, NOW.plusSeconds(60), STAMP))
                .with(StoreSuite.certificate(9, STAMP))
                .with(WebhookTableTest.webhook(10, STAMP))
                .with(StoreSuite.pairing(1))
                .with(StoreSuite.AUTHORITY);
        LedgerState state = new LedgerState(
                List.of(new AssignmentRow(4, 1, 2, "home_down", NOW), new AssignmentRow(5, 0, 0, 2, "outage", NOW)),
                List.of(
                        new HealthRow(1, HealthState.COOLDOWN, NOW, NOW, List.of(NOW, NOW), true, Duration.ofMillis(3)),
                        new HealthRow(2, HealthState.ALIVE, NOW, null, List.of(), false, Duration.ZERO)),
                List.of());
        return new LastGood(desired, state);
    }

    @Test
    void whatWasKeptIsReadByTheNextProcessAndByNobodyElse() throws Exception {
        assertThat(snapshot.newest()).isNull();

        snapshot.keep(everything());

        assertThat(new SnapshotFile(directory).newest()).isEqualTo(everything());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() throws Exception {
        snapshot.keep(everything());
        Files.delete(file);

        snapshot.keep(everything());
        assertThat(file).doesNotExist();
        snapshot.keep(
                new LastGood(everything().desired().atRevision(42), everything().state()));
        assertThat(file).exists();
    }

    @Test
    void oneThatWasWrittenBeforeThereWereProtocolsIsReadAllTheSame() throws Exception {
        JsonObject rows = LastGoodRows.write(everything());
        for (Object peer : rows.getJsonArray("peers")) {
            ((JsonObject) peer).remove("protocol");
        }
        for (Object route : rows.getJsonArray("routes")) {
            ((JsonObject) route).remove("https_enabled");
            ((JsonObject) route).remove("https_redirect");
            ((JsonObject) route).remove("hsts_max_age_s");
        }

        assertThat(LastGoodRows.read(rows)).isEqualTo(everything());
    }

    @Test
    void oneThatWasWrittenBeforeThereWereCertificatesHasNone() throws Exception {
        JsonObject rows = LastGoodRows.write(everything());
        rows.remove("certificates");

        assertThat(LastGoodRows.read(rows).desired())
                .isEqualTo(everything().desired().withoutCertificate(9));
    }

    @Test
    void oneThatWasWrittenBeforeThereWereWebhooksHasNone() throws Exception {
        JsonObject rows = LastGoodRows.write(everything());
        rows.remove("webhooks");

        assertThat(LastGoodRows.read(rows).desired())
                .isEqualTo(everything().desired().withoutWebhook(10));
    }

    @Test
    void oneThatWasWrittenBeforeThereWerePagesHasNone() throws Exception {
        JsonObject rows = LastGoodRows.write(everything());
        assertThat(LastGoodRows.read(rows).desired().overall().site()).isEqualTo(PAGES);
        rows.remove("site");
        for (Object pool : rows.getJsonArray("pools")) {
            ((JsonObject) pool).remove("site");
        }

        Desired read = LastGoodRows.read(rows).desired();
        assertThat(read.overall().site()).isSameAs(Site.PLAIN);
        assertThat(read.pools().values()).allMatch(pool -> pool.site().isPlain());
    }

    @Test
    void oneThatWasWrittenBeforeThereWereAgentsHasNone() throws Exception {
        JsonObject rows = LastGoodRows.write(everything());
        rows.remove("pairings");
        rows.remove("authorities");
        for (Object route : rows.getJsonArray("routes")) {
            ((JsonObject) route).remove("target_lan_tls");
            ((JsonObject) route).remove("target_lan_mac");
        }

        assertThat(LastGoodRows.read(rows).desired())
                .isEqualTo(everything().desired().with(Agents.NONE));
    }

    @Test
    void oneThatIsCutOffAnywhereIsRefused() throws Exception {
        snapshot.keep(everything());
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length += 37) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(snapshot::newest).isInstanceOf(IOException.class).hasMessageContaining(file.toString());
        }
    }

    @Test
    void oneWithAWrongByteIsRefused() throws Exception {
        snapshot.keep(everything());
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 20] ^= 1;
        Files.write(file, whole);

        assertThatThrownBy(snapshot::newest).hasMessageContaining("damaged or cut off");
    }

    @Test
    void oneOfAnotherVersionIsRefused() throws Exception {
        snapshot.keep(everything());
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.writeString(file, text.replaceFirst("sluice-snapshot 1", "sluice-snapshot 2"));

        assertThatThrownBy(snapshot::newest)
                .hasMessageContaining("sluice-snapshot 2")
                .hasMessageContaining("expected");
    }
}
