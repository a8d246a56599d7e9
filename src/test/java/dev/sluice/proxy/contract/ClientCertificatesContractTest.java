package dev.sluice.proxy.contract;

import static dev.sluice.proxy.kit.CertifiedSite.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.ClientCertificates;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.CertifiedSite;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.ClientAuthority;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A route that is served at a port of its own to clients with certificates, and nowhere to anybody else. */
@ParameterizedClass
@EnumSource
class ClientCertificatesContractTest {

    /** In which version, and what makes the handshakes. */
    enum Way {
        HTTP1_JDK(false, SslProvider.JDK),
        HTTP2_BORINGSSL(true, SslProvider.OPENSSL);

        private final boolean http2;
        private final SslProvider engine;

        Way(boolean http2, SslProvider engine) {
            this.http2 = http2;
            this.engine = engine;
        }
    }

    private static final Map<SslProvider, CertifiedSite> SITES = new EnumMap<>(SslProvider.class);
    private static final X509Bundle ALICE = STAFF.issue("alice");

    @Parameter
    Way way = Way.HTTP1_JDK;

    private final RawUpstream upstream = RawUpstream.saying("hello");

    private CertifiedSite site() {
        return SITES.computeIfAbsent(way.engine, CertifiedSite::new);
    }

    private ClientCertificates staff() {
        return site().terms(STAFF.pem());
    }

    private Speaker client(@Nullable X509Bundle shown) {
        return site().client(shown, way.http2);
    }

    private Answer get(X509Bundle shown, String... fields) {
        try (Speaker client = client(shown)) {
            return client.get("/", fields);
        }
    }

    /** Whether somebody who shows that gets no answer at all. */
    private boolean isRefused(@Nullable X509Bundle shown) {
        try (Speaker client = client(shown)) {
            return client.get("/").status() == 0;
        } catch (UncheckedIOException | IllegalStateException alert) {
            return true;
        }
    }

    @AfterEach
    void closeUpstream() {
        upstream.close();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> site().door.front().connections() == 0);
    }

    @AfterAll
    static void close() {
        SITES.values().forEach(CertifiedSite::close);
        SITES.clear();
    }

    @Test
    void upstreamsAreToldWhoItIsByUsAlone() throws CertificateEncodingException {
        site().wants(staff(), upstream);
        Answer answer =
                get(ALICE, "client-cert", ":Zm9yZ2Vk:", "client_cert", ":Zm9yZ2Vk:", "client-cert-chain", ":Zm9yZ2Vk:");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        String head = upstream.heads().get(0);
        byte[] der = ALICE.getCertificate().getEncoded();
        assertThat(Wire.fieldOf(head, "client-cert"))
                .isEqualTo(":" + Base64.getEncoder().encodeToString(der) + ":");
        assertThat(head).doesNotContain("Zm9yZ2Vk");
        assertThat(Wire.fieldOf(head, "x-forwarded-proto")).isEqualTo("https");
        try (Speaker client = client(ALICE)) {
            assertThat(client.post("body").status()).isEqualTo(200);
            assertThat(client.get("/again").status()).isEqualTo(200);
        }
        assertThat(upstream.heads()).allSatisfy(each -> assertThat(each).contains(":MII"));
    }

    @Test
    void nobodyElseGetsIn() {
        site().wants(site().terms(STAFF.pem(), "alice"), upstream);
        long before = site().door.front().certificatesRefused();
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        assertThat(isRefused(null)).as("nothing shown").isTrue();
        assertThat(isRefused(new ClientAuthority("Staff").issue("alice")))
                .as("another authority of that name")
                .isTrue();
        assertThat(isRefused(STAFF.issue("alice", yesterday, CertificateBuilder::addExtendedKeyUsageClientAuth)))
                .as("expired")
                .isTrue();
        assertThat(isRefused(STAFF.issue("alice", CertificateBuilder::addExtendedKeyUsageServerAuth)))
                .as("a server's")
                .isTrue();
        assertThat(isRefused(STAFF.issue("bob"))).as("another name").isTrue();
        assertThat(get(STAFF.issue("alice", builder -> builder)).status())
                .as("for any use")
                .isEqualTo(200);
        assertThat(upstream.heads()).hasSize(1);
        Awaitility.await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertThat(
                        site().door.front().certificatesRefused() - before)
                .isEqualTo(5));
    }

    @Test
    void thisRouteIsServedThereAndNowhereElse() {
        try (RawUpstream open = RawUpstream.saying("open")) {
            site().door
                    .publish(
                            site().plan(staff(), upstream).httpsRedirect(true),
                            new Plan(8, Door.HOST).under("/open").through(Door.upstream(2, open)),
                            new Plan(9, "other.example.org").through(Door.upstream(2, open)));
            site().awaitOpen();
            try (Speaker usual = way.http2
                    ? Http2Speaker.tls(site().door.httpsPort())
                    : Http1Speaker.tls(site().door.httpsPort())) {
                assertThat(usual.get("/open/door").body()).isEqualTo("open");
                assertThat(usual.get("/").status()).isEqualTo(421);
            }
            try (Speaker plain = Http1Speaker.plain(site().door.port())) {
                assertThat(plain.get("/?a=b").field("location"))
                        .isEqualTo("https://" + Door.HOST + ":" + site().port + "/?a=b");
            }
            for (String host : new String[] {"other.example.org", "nobody.example.org"}) {
                assertThat(get(ALICE, "host", host).status()).as(host).isEqualTo(421);
            }
            try (Speaker certified = client(ALICE)) {
                assertThat(certified.get("/open/door").status()).isEqualTo(421);
            }
            site().door.publish(site().plan(staff(), upstream));
            try (Speaker plain = Http1Speaker.plain(site().door.port())) {
                assertThat(plain.get("/").status()).isEqualTo(421);
            }
            assertThat(upstream.heads()).isEmpty();
            assertThat(open.heads()).hasSize(1);
        }
    }

    @Test
    void otherAuthoritiesCountAtOnce() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        ClientAuthority partners = new ClientAuthority("Partners");
        try (RawUpstream slow = RawUpstream.open(wire -> {
            while (wire.readRequest() != null) {
                arrived.countDown();
                changed.await();
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        })) {
            site().wants(staff(), slow);
            try (Speaker idle = client(ALICE);
                    Speaker busy = client(ALICE)) {
                Speaker.Conversation underWay = busy.ask("GET", "/", Speaker.NONE);
                arrived.await();
                ClientCertificates fresh = site().terms(partners.pem());
                site().door.publish(site().plan(fresh, slow));

                assertThat(lateStatus(idle)).as("asked on an old connection").isIn(0, 421);
                assertThat(isRefused(ALICE)).isTrue();
                changed.countDown();
                assertThat(get(partners.issue("carol")).status()).isEqualTo(200);
                assertThat(underWay.answer().body()).isEqualTo("ok");
                assertThat(busy.isEnded()).isTrue();
            }
            assertThat(slow.heads()).hasSize(2);
        }
    }

    /** 0 if the connection is gone. */
    private static int lateStatus(Speaker client) {
        try {
            return client.get("/late").status();
        } catch (UncheckedIOException gone) {
            return 0;
        }
    }

    @Test
    void switchedOffItIsServedAsEverAndThePortIsFree() throws IOException {
        site().wants(staff(), upstream);
        try (Speaker idle = client(ALICE)) {
            assertThat(idle.get("/").status()).isEqualTo(200);
            site().door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, upstream)));
            assertThat(lateStatus(idle)).isIn(0, 421);
        }
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> !site().isOpen());
        new ServerSocket(site().port, 1, InetAddress.getLoopbackAddress()).close();
        try (Speaker usual = Http1Speaker.tls(site().door.httpsPort())) {
            assertThat(usual.get("/", "client-cert", ":Zm9yZ2Vk:").status()).isEqualTo(200);
        }
        assertThat(upstream.heads()).hasSize(2).last().asString().doesNotContainIgnoringCase("client-cert");
    }
}
