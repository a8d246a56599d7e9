package dev.sluice.admin;

import static dev.sluice.admin.ApiServer.await;

import dev.sluice.admin.GatewayClient.Shown;
import dev.sluice.admin.gateway.AgentDesk;
import dev.sluice.admin.gateway.GatewayOptions;
import dev.sluice.admin.json.PeerJson;
import dev.sluice.admin.json.PoolJson;
import dev.sluice.admin.json.RouteJson;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Probe;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.InternalCertificates.Issued;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.core.rule.MemberEdits;
import dev.sluice.core.rule.PairingEdits;
import dev.sluice.core.rule.PairingEdits.NewPairing;
import dev.sluice.core.rule.PeerEdits;
import dev.sluice.core.rule.PoolEdits;
import dev.sluice.core.rule.RouteEdits;
import dev.sluice.testing.SigningRequests;
import dev.sluice.tls.CertificateRoom;
import dev.sluice.tls.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** The place where agents report, with everything that is real but the database. */
final class GatewaySite implements AutoCloseable {

    /** What an agent said. */
    record Beat(long peerId, Map<Long, Report> reports) {}

    private static final ForbiddenTargets FORBIDDEN = new ForbiddenTargets(Set.of(), List.of(), null, 0);

    final Vertx vertx = Vertx.vertx();
    final MemoryPlane memory = new MemoryPlane();
    final MemoryCodes codes = new MemoryCodes();
    final CertificateRoom certificates;
    final LinkedBlockingQueue<Beat> beats = new LinkedBlockingQueue<>();
    final AgentDesk desk;

    GatewaySite(Path directory) {
        this(
                directory,
                new GatewayOptions(
                        "127.0.0.1",
                        0,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(100)));
    }

    GatewaySite(Path directory, GatewayOptions options) {
        certificates = CertificateRoom.open(
                        TlsOptions.of(directory.resolve("certs"), directory.resolve("secret.key"), ""))
                .toCompletableFuture()
                .join();
        desk = new AgentDesk(
                vertx,
                vertx.getOrCreateContext(),
                options,
                new Published(),
                codes,
                certificates.authority(),
                (peerId, reports) -> beats.add(new Beat(peerId, reports)),
                Clock.SYSTEM,
                refused -> Future.failedFuture("agent.port: " + refused.getMessage()));
        await(desk.open());
    }

    /** The plane in memory, with those told whom the hall would tell. */
    private final class Published implements ControlPlane {

        @Override
        public Snapshot snapshot() {
            return memory.snapshot();
        }

        @Override
        public RoutingTable table() {
            return memory.table();
        }

        @Override
        public CompletionStage<Committed> change(Edit edit) {
            return memory.change(edit).thenApply(done -> {
                certificates.authority().keep(done.desired().agents());
                desk.published();
                return done;
            });
        }

        @Override
        public void probeNow(long peerId) {
            memory.probeNow(peerId);
        }

        @Override
        public CompletionStage<Boolean> endCooldown(long peerId, String actor) {
            return memory.endCooldown(peerId, actor);
        }

        @Override
        public void tell(Event event) {
            memory.tell(event);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public int unsavedEntries() {
            return 0;
        }
    }

    Committed change(Edit edit) {
        return new Published().change(edit).toCompletableFuture().join();
    }

    long gateway(String name) {
        JsonObject body = new JsonObject().put("name", name).put("host", "127.0.0.1");
        return change(new PeerEdits(FORBIDDEN, Probe.DEFAULT)
                        .create(
                                (peer, problems) -> new PeerJson(() -> Probe.DEFAULT, desk).merge(body, peer, problems),
                                Command.by("root")))
                .subjectId();
    }

    /** A failover pool of these gateways. */
    long pool(String name, long... members) {
        JsonObject body =
                new JsonObject().put("name", name).put("mode", "failover").put("failback_cooldown_s", 0);
        long id = change(PoolEdits.create(
                        (pool, problems) -> PoolJson.merge(body, pool, true, problems), Command.by("root")))
                .subjectId();
        List<MemberEdits.Wanted> wanted = Arrays.stream(members)
                .mapToObj(peerId -> new MemberEdits.Wanted("", peerId, null))
                .toList();
        change(MemberEdits.replace(id, (none, problems) -> wanted, Command.by("root")));
        return id;
    }

    /** A route of that gateway to a host in its LAN. */
    long route(String domain, long peerId) {
        return route(new JsonObject()
                .put("domain", domain)
                .put("target_peer_id", peerId)
                .put("target_lan_host", "192.168.1.5")
                .put("target_lan_port", 5001));
    }

    long route(JsonObject body) {
        return change(new RouteEdits(FORBIDDEN)
                        .create((draft, problems) -> RouteJson.merge(body, draft, problems), null, Command.by("root")))
                .subjectId();
    }

    String code(long peerId) {
        return desk.issueCode(peerId, "root").toCompletableFuture().join().code();
    }

    X509Certificate authority() {
        Authority known = memory.snapshot().desired().agents().authority();
        if (known == null) {
            throw new IllegalStateException("no authority yet");
        }
        return chain(known.certificate()).get(0);
    }

    static List<X509Certificate> chain(String pem) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate one : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
                chain.add((X509Certificate) one);
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection of somebody who shows nothing. */
    GatewayClient stranger() throws IOException {
        return GatewayClient.connect(desk.port(), authority(), null);
    }

    GatewayClient connect(Shown shown) throws IOException {
        return GatewayClient.connect(desk.port(), authority(), shown);
    }

    static JsonObject asking(String code, KeyPair keys) {
        return new JsonObject()
                .put("code", code)
                .put("csr", SigningRequests.of(keys, "CN=agent"))
                .put("hop", "mtls")
                .put("version", "1.2.3");
    }

    /** An agent that is paired already, without a code. */
    Shown paired(long peerId) {
        KeyPair keys = SigningRequests.ec("secp256r1");
        Authority known = memory.snapshot().desired().agents().authority();
        if (known == null) {
            known = certificates.authority().make().toCompletableFuture().join();
            change(PairingEdits.found(known, Command.by("root")));
        }
        Issued issued = certificates
                .authority()
                .issue(known, peerId, SigningRequests.of(keys, "CN=agent"))
                .toCompletableFuture()
                .join();
        change(PairingEdits.pair(
                peerId,
                new NewPairing(
                        Hop.MTLS, issued.fingerprint(), issued.sealedGatewayAuth(), issued.sealedApiToken(), "1", null),
                Command.by("root")));
        return new Shown(keys.getPrivate(), chain(issued.chain()));
    }

    @Override
    public void close() {
        await(desk.close());
        await(vertx.close());
        certificates.close();
    }
}
