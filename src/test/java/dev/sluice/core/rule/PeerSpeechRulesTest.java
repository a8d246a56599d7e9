package dev.sluice.core.rule;

import static dev.sluice.core.rule.World.ROOT;
import static dev.sluice.core.rule.World.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerCapacity;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.model.Probe;
import dev.sluice.testing.TestCertificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be said of TLS to a peer, and of how much it bears. */
class PeerSpeechRulesTest {

    private static final TestCertificate AUTHORITY = TestCertificate.of("ca.test");
    private static final String PEM = AUTHORITY.bundle().getCertificatePEM();

    private final World world = new World();
    private final PeerEdits edits = new PeerEdits(World.GUARD, Probe.DEFAULT);

    private static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    private static Merge<Peer> merge(Map<String, @Nullable Object> fields) {
        return (present, problems) -> PeerFields.over(new Fields(fields, "", problems), present, Probe.DEFAULT);
    }

    private long made(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = of(namesAndValues);
        fields.putAll(Map.of("name", "web-" + world.desired.revision(), "host", "10.1.1.1"));
        return world.apply(edits.create(merge(fields), ROOT));
    }

    private Peer peer(long id) {
        return Objects.requireNonNull(world.desired.peer(id));
    }

    private PeerTls changed(long id, @Nullable Object... namesAndValues) {
        world.apply(edits.update(id, merge(of(namesAndValues)), ROOT));
        return Objects.requireNonNull(peer(id).tls());
    }

    private void refused(String path, String expected, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = of(namesAndValues);
        fields.putAll(Map.of("name", "web", "host", "10.1.1.1"));
        Rejection no = world.refused(edits.create(merge(fields), ROOT));
        assertThat(no.code()).isEqualTo(RejectionCode.INVALID);
        assertThat(paths(no)).containsExactly(path);
        assertThat(no.problems().get(0).expected()).contains(expected);
        assertThat(no.problems().get(0).toString()).doesNotContain("MII");
    }

    @Test
    void clearTextIsTheDefaultAndTlsIsSaidAsOfLanHosts() {
        assertThat(peer(made()).tls()).isNull();
        long id = made("tls", "verify", "tls_server_name", "app.test", "tls_ca", "# ours\n" + PEM);
        PeerTls tls = Objects.requireNonNull(peer(id).tls());
        assertThat(tls.trust()).isEqualTo(new LanTls(LanTls.Kind.VERIFY, null));
        assertThat(tls.serverName()).isEqualTo("app.test");
        assertThat(tls.authorities())
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .doesNotContain("ours");
        Map<String, @Nullable Object> facts = Facts.of(peer(id));
        assertThat(facts).containsEntry("tls", "verify").containsEntry("tls_ca", tls.authorities());
        assertThat(facts.get("tls_ca_sha256")).asString().matches("\\[[0-9a-f]{64}\\]");
        world.apply(edits.update(id, merge(facts), ROOT));
        assertThat(peer(id).tls()).as("what was answered may be said again").isEqualTo(tls);
    }

    @Test
    void anEditKeepsWhatItDoesNotNameAndDropsWhatHasNoMeaningAnyMore() {
        long id = made("tls", "verify", "tls_server_name", "app.test", "tls_ca", PEM);
        assertThat(changed(id, "weight", 2).authorities()).isNotNull();
        PeerTls any = changed(id, "tls", "any");
        assertThat(any.authorities()).isNull();
        assertThat(any.serverName()).isEqualTo("app.test");
        world.apply(edits.update(id, merge(of("tls", null)), ROOT));
        assertThat(peer(id).tls()).isNull();
    }

    @Test
    void otherWordsAreRefused() {
        refused("tls", "verify, any", "tls", "yes");
        refused("tls_server_name", "since tls is null", "tls_server_name", "app.test");
        refused("tls_ca", "since tls is null", "tls_ca", PEM);
        refused("tls_ca", "and not verify", "tls", "any", "tls_ca", PEM);
        refused("tls_server_name", "", "tls", "verify", "tls_server_name", "a b");
        for (String text : List.of(
                "",
                "x",
                AUTHORITY.keyPem(),
                PEM + AUTHORITY.keyPem(),
                PEM.repeat(51),
                "-----BEGIN CERTIFICATE-----\nMII")) {
            refused("tls_ca", "certificates in PEM", "tls", "verify", "tls_ca", text);
        }
    }

    @Test
    void http2IsByAlpnWithinTlsAndByPriorKnowledgeWithout() {
        refused("protocol", "http1 or h2,", "tls", "any", "protocol", "h2c");
        refused("protocol", "http1 or h2c,", "protocol", "h2");
        made("tls", "any", "protocol", "h2");
    }

    @Test
    void aPeerMayBeSaidToBearSoMuchAtOnce() {
        long id = made("capacity", Map.of("max_in_flight", 10));
        assertThat(peer(id).capacity()).isEqualTo(new PeerCapacity(10, 64, Duration.ofSeconds(1)));
        world.apply(edits.update(id, merge(of("capacity", Map.of("queue", 0, "queue_timeout", "250ms"))), ROOT));
        assertThat(peer(id).capacity()).isEqualTo(new PeerCapacity(10, 0, Duration.ofMillis(250)));
        assertThat(Facts.of(peer(id)).get("capacity"))
                .isEqualTo(Map.of("max_in_flight", 10, "queue", 0, "queue_timeout", "250ms"));
        world.apply(edits.update(id, merge(of("capacity", null)), ROOT));
        assertThat(peer(id).capacity()).isNull();
        refused("capacity.max_in_flight", "from 1 to", "capacity", Map.of());
        refused("capacity.queue", "from 0 to", "capacity", Map.of("max_in_flight", 1, "queue", -1));
        refused("capacity.queue_timeout", "to 1m", "capacity", Map.of("max_in_flight", 1, "queue_timeout", "2m"));
        refused("capacity", "an object", "capacity", 7);
    }
}
