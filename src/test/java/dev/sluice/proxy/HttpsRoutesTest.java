package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.TestTls;
import dev.sluice.proxy.kit.Wire;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where routes lead their clients to HTTPS, what they say there, and connections that are for another host. */
class HttpsRoutesTest {

    private static final String BARE = "bare.example.org";

    private static RawUpstream upstream;
    private static Door door;

    @BeforeAll
    static void open() {
        upstream = RawUpstream.saying("here");
        door = Door.open(options -> options.withHttps(0).withTrustedProxies(List.of("127.0.0.9")));
    }

    @AfterAll
    static void close() {
        door.close();
        upstream.close();
    }

    private static Plan plan(String domain) {
        return new Plan(7, domain).through(Door.upstream(1, upstream));
    }

    private static Wire.Message over(String host, String target, String... fields) {
        return RawClient.once(
                door.port(),
                "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + String.join("\r\n", fields)
                        + (fields.length == 0 ? "\r\n" : "\r\n\r\n"));
    }

    @Test
    void whereACertificateCoversTheNameClientsAreSentToHttps() {
        door.publish(
                plan(Door.HOST).httpsRedirect(null),
                new Plan(8, BARE).through(Door.upstream(1, upstream)).httpsRedirect(null));
        Wire.Message answer = over(Door.HOST.toUpperCase() + ":80", "/a/../b?c=%2F&d");
        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.field("location"))
                .isEqualTo("https://" + Door.HOST + ":" + door.httpsPort() + "/a/../b?c=%2F&d");
        assertThat(answer.field("strict-transport-security")).isNull();
        assertThat(over(BARE, "/").body()).isEqualTo("here");
    }

    @Test
    void thePortThatClientsSeeIsNamedWhereItIsAnother() {
        for (int seen : new int[] {443, 9443}) {
            try (Door forwarded = Door.open(options -> options.withHttps(0).withPublicHttps(seen))) {
                forwarded.publish(plan(Door.HOST).httpsRedirect(null));
                Wire.Message answer =
                        RawClient.once(forwarded.port(), "GET /a HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
                assertThat(answer.field("location"))
                        .isEqualTo("https://" + Door.HOST + (seen == 443 ? "" : ":9443") + "/a");
            }
        }
    }

    @Test
    void theRouteHasTheLastWord() {
        door.publish(plan(BARE).httpsRedirect(true), new Plan(8, Door.HOST).through(Door.upstream(1, upstream)));
        assertThat(over(BARE, "/").status()).isEqualTo(308);
        assertThat(over(Door.HOST, "/").status()).isEqualTo(200);
    }

    @Test
    void whatIsPlainOnPurposeStaysPlainWhateverCertificateThereIs() {
        door.publish(plan(Door.HOST).httpsRedirect(null).plainOnPurpose());
        assertThat(over(Door.HOST, "/").status()).isEqualTo(200);
    }

    @Test
    void challengesForCertificatesStay() {
        door.publish(plan(Door.HOST).httpsRedirect(true));
        assertThat(over(Door.HOST, "/.well-known/acme-challenge/token").body()).isEqualTo("here");
        assertThat(over(Door.HOST, "/.well-known/acme-challenge/../secret").status())
                .isEqualTo(308);
    }

    @Test
    void theConnectionOfARedirectedPostGoesOnOnlyIfItsBodyIsRead() {
        door.publish(plan(Door.HOST).httpsRedirect(true));
        try (RawClient client = door.client()) {
            assertThat(client.get().status()).isEqualTo(308);
            Wire.Message answer = client.post("body");
            assertThat(answer.status()).isEqualTo(308);
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void answersWithinTlsSayHowLongToStay() {
        door.publish(plan(Door.HOST).hsts(600));
        try (Speaker http1 = Http1Speaker.tls(door.httpsPort());
                Speaker http2 = Http2Speaker.tls(door.httpsPort())) {
            assertThat(http1.get("/").field("strict-transport-security")).isEqualTo("max-age=600");
            assertThat(http2.get("/").field("strict-transport-security")).isEqualTo("max-age=600");
        }
        assertThat(over(Door.HOST, "/").field("strict-transport-security")).isNull();
        door.publish(plan(Door.HOST).hsts(600).outageMessage("gone").through());
        try (Speaker http1 = Http1Speaker.tls(door.httpsPort())) {
            Answer outage = http1.get("/");
            assertThat(outage.status()).isEqualTo(503);
            assertThat(outage.field("strict-transport-security")).isEqualTo("max-age=600");
        }
    }

    @Test
    void aConnectionForAnotherHostIsToldSo() {
        door.publish(plan(Door.HOST), new Plan(8, TestTls.ELSEWHERE).through(Door.upstream(1, upstream)));
        int before = upstream.heads().size();
        try (Speaker http2 = Http2Speaker.tls(door.httpsPort());
                Speaker http1 = Http1Speaker.tls(door.httpsPort())) {
            Answer answer = http2.get("/", "host", TestTls.ELSEWHERE);
            assertThat(answer.status()).isEqualTo(421);
            assertThat(answer.body()).contains("misdirected");
            assertThat(upstream.heads()).hasSize(before);
            assertThat(http2.get("/").status()).as("the connection goes on").isEqualTo(200);
            assertThat(http1.get("/", "host", TestTls.ELSEWHERE).status()).isEqualTo(421);
        }
    }

    @Test
    void aTrustedProxyHasOneConnectionForAllHosts() {
        try (Door behind = Door.open(options -> options.withHttps(0).withTrustedProxies(List.of("127.0.0.1")))) {
            behind.publish(plan(Door.HOST), new Plan(8, TestTls.ELSEWHERE).through(Door.upstream(1, upstream)));
            try (Speaker http2 = Http2Speaker.tls(behind.httpsPort())) {
                assertThat(http2.get("/", "host", TestTls.ELSEWHERE).status()).isEqualTo(200);
                assertThat(http2.get("/").status()).isEqualTo(200);
            }
        }
    }
}
