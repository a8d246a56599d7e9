package dev.sluice.proxy;

import static dev.sluice.proxy.kit.CertifiedSite.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.CertifiedSite;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.TestTls;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.testing.RequiredTool;
import dev.sluice.testing.ToolRun;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port where clients show certificates, beyond single requests: its listener, tunnels, limits, its end. */
class CertifiedDoorTest {

    private static final X509Bundle ALICE = STAFF.issue("alice");
    private static final CertifiedSite SITE = new CertifiedSite(SslProvider.OPENSSL);

    @AfterAll
    static void close() {
        SITE.close();
    }

    @AfterEach
    void clear() {
        SITE.door.publish();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> SITE.door.front().connections() == 0
                        && SITE.door.listenerNews().stream()
                                .reduce("closed", (older, newer) -> newer)
                                .startsWith("closed"));
        SITE.door.listenerNews().clear();
    }

    @Test
    void aWebSocketWorksThereUntilItsRouteIsGone() throws IOException {
        try (RawUpstream app = RawUpstream.open(WebSocketWords::echo)) {
            SITE.wants(SITE.terms(STAFF.pem()), app);
            try (Http1Speaker client = (Http1Speaker) SITE.client(ALICE, false)) {
                assertThat(WebSocketWords.ask(client.wire())).startsWith("HTTP/1.1 101 ");
                client.wire().send("hello");
                assertThat(client.wire().read(5)).isEqualTo("hello");
                assertThat(app.heads().get(0)).containsIgnoringCase("client-cert: :MII");
                SITE.door.publish();
                assertThat(client.isEnded()).isTrue();
            }
        }
    }

    @Test
    void aRequestUnderWayEndsBeforeTheFrontDoorDoes() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(2);
        CountDownLatch stopping = new CountDownLatch(1);
        try (CertifiedSite own = new CertifiedSite(SslProvider.JDK);
                RawUpstream slow = RawUpstream.open(wire -> {
                    wire.readRequest();
                    arrived.countDown();
                    stopping.await();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                })) {
            own.wants(own.terms(STAFF.pem()), slow);
            Future<Void> down;
            try (Speaker one = own.client(ALICE, false);
                    Speaker two = own.client(ALICE, true)) {
                Speaker.Conversation first = one.ask("GET", "/", Speaker.NONE);
                Speaker.Conversation second = two.ask("GET", "/", Speaker.NONE);
                arrived.await();
                down = own.door.front().shutdown(Duration.ofSeconds(10));
                Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> !own.isOpen());
                assertThat(down.isComplete()).isFalse();
                stopping.countDown();
                assertThat(first.answer().body()).isEqualTo("ok");
                assertThat(second.answer().body()).isEqualTo("ok");
            }
            Door.await(down);
        }
    }

    @Test
    void whoIsSlowOrTooManyIsClosedAsAtTheMainDoor() throws IOException {
        try (CertifiedSite own = new CertifiedSite(
                        SslProvider.JDK, Door.clients(limits -> limits.withHead(Duration.ofMillis(200))
                                .withConnections(2)));
                RawUpstream app = RawUpstream.saying("hello")) {
            own.wants(own.terms(STAFF.pem()), app);
            Awaitility.await().until(() -> own.door.front().connections() == 0);
            try (RawClient silent = new RawClient(own.port);
                    RawClient second = new RawClient(own.port)) {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> own.door.front().connections() == 2);
                try (RawClient third = new RawClient(own.port)) {
                    assertThat(third.isClosed()).isTrue();
                }
                assertThat(silent.isClosed()).isTrue();
                assertThat(second.isClosed()).isTrue();
            }
            assertThat(app.accepted()).isZero();
        }
    }

    @Test
    void aPortThatIsTakenIsToldOf() throws IOException {
        try (RawUpstream app = RawUpstream.saying("hello")) {
            ServerSocket taken = new ServerSocket(SITE.port, 1, InetAddress.getLoopbackAddress());
            Plan plan = SITE.plan(SITE.terms(STAFF.pem()), app);
            SITE.door.publish(plan);
            awaitNews("failed");
            taken.close();
            SITE.door.publish();
            awaitNews("closed");
            SITE.door.publish(plan);
            awaitNews("opened");
            try (Speaker client = SITE.client(ALICE, true)) {
                assertThat(client.get("/").body()).isEqualTo("hello");
            }
        }
    }

    private static void awaitNews(String what) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> SITE.door.listenerNews().contains(what + " " + SITE.port));
    }

    @Test
    void aPortMayGoFromOneRouteToAnother() {
        try (RawUpstream app = RawUpstream.saying("hello")) {
            SITE.wants(SITE.terms(STAFF.pem()), app);
            try (Speaker before = SITE.client(ALICE, false)) {
                assertThat(before.get("/").status()).isEqualTo(200);
                Plan other = new Plan(8, TestTls.ELSEWHERE)
                        .site(SITE.plan(SITE.terms(STAFF.pem()), app)
                                .build()
                                .route()
                                .site())
                        .through(Door.upstream(1, app));
                SITE.door.publish(other, new Plan(7, Door.HOST).through(Door.upstream(1, app)));
                assertThat(before.get("/").status()).isEqualTo(421);
            }
            assertThat(SITE.door.listenerNews()).containsExactly("opened " + SITE.port);
        }
    }

    @Test
    void curlGetsInByItsCertificateAlone(@TempDir Path folder) throws IOException {
        RequiredTool.require("curl");
        Files.writeString(folder.resolve("ca"), TestTls.pem());
        Files.writeString(folder.resolve("crt"), ALICE.getCertificatePathPEM());
        Files.writeString(folder.resolve("key"), ALICE.getPrivateKeyPEM());
        try (RawUpstream app = RawUpstream.saying("hello")) {
            SITE.wants(SITE.terms(STAFF.pem()), app);
            for (String version : List.of("--http1.1", "--http2")) {
                for (String tls : List.of("1.2", "1.3")) {
                    ToolRun in = curl(folder, version, tls, true);
                    assertThat(in.output()).as(version + " " + tls).isEqualTo("hello200");
                    ToolRun out = curl(folder, version, tls, false);
                    assertThat(out.exit()).as(version + " " + tls).isIn(35, 55, 56, 16);
                }
            }
            assertThat(app.heads()).hasSize(4);
        }
    }

    private static ToolRun curl(Path folder, String version, String tls, boolean shows) {
        List<String> arguments = new ArrayList<>(List.of("-sS", "--max-time", "20", version, "--tls-max", tls));
        arguments.addAll(List.of("--cacert", folder.resolve("ca").toString(), "-w", "%{http_code}"));
        if (shows) {
            arguments.addAll(List.of("--cert", folder.resolve("crt").toString()));
            arguments.addAll(List.of("--key", folder.resolve("key").toString()));
        }
        arguments.addAll(List.of("--connect-to", "::127.0.0.1:", "https://" + Door.HOST + ":" + SITE.port + "/"));
        return ToolRun.of("curl", arguments);
    }
}
