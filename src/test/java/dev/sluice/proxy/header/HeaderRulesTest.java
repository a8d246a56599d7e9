package dev.sluice.proxy.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each field on its way up and down. */
class HeaderRulesTest {

    private static final String HOST = "app.example.org:8080";

    private static ClientIdentity from(String address, String... trusted) {
        try {
            return new ClientIdentity(
                    new TrustedProxies(List.of(trusted)),
                    InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static MultiMap fields(String... pairs) {
        MultiMap fields = HttpHeaders.headers();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.add(pairs[i], pairs[i + 1]);
        }
        return fields;
    }

    private static MultiMap up(ClientIdentity client, MultiMap received) {
        MultiMap to = HttpHeaders.headers();
        String address = client.text(client.caller(received));
        RequestHead.write(
                received,
                to,
                new RequestHead.Facts(client, address, HOST, "http", "id-1", Via.mark(HttpVersion.HTTP_1_1)));
        RequestHead.writeGateway(to, "10.0.0.5:80", "app.example.org");
        return to;
    }

    private static MultiMap down(MultiMap received) {
        MultiMap to = HttpHeaders.headers();
        ResponseHead.write(received, to, "id-1", Via.mark(HttpVersion.HTTP_1_1));
        return to;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "TE",
                "Transfer-Encoding",
                "Upgrade",
                "HTTP2-Settings",
                "keep_alive",
                "TRANSFER_ENCODING"
            })
    void hopByHopFieldsEndHereBothWays(String name) {
        assertThat(up(from("203.0.113.9"), fields(name, "x")).contains(name)).isFalse();
        assertThat(down(fields(name, "x")).contains(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Proxy",
                "X-Gateway-Target",
                "x-gateway-target-domain",
                "X_Gateway_Target",
                "X-GATEWAY-AUTH",
                "x-Gateway_Anything",
                "X_Real_IP",
                "X_Forwarded_For",
                "x-forwarded_proto",
                "X-Forwarded-Server",
                "Content_Length",
                "CONTENT_LENGTH",
                "Client-Cert",
                "client_cert",
                "CLIENT-CERT-CHAIN",
                "Client_Cert-Chain"
            })
    void whatOnlyWeMaySayIsNotTakenFromClients(String name) {
        MultiMap to = up(from("203.0.113.9"), fields(name, "forged"));
        assertThat(to.entries()).noneMatch(field -> field.getValue().equals("forged"));
    }

    @Test
    void aTrustedProxyMayTellWhichCertificateItWasShown() {
        MultiMap received =
                fields("Client-Cert", ":MIIa:", "Client-Cert-Chain", ":MIIb:", "Client-Cert-Chain", ":MIIc:");
        MultiMap to = up(from("203.0.113.9", "203.0.113.0/24"), received);
        assertThat(to.getAll("client-cert")).containsExactly(":MIIa:");
        assertThat(to.getAll("client-cert-chain")).containsExactly(":MIIb:", ":MIIc:");
        assertThat(up(from("203.0.113.9"), fields("Client-Certificate", "own")).get("Client-Certificate"))
                .isEqualTo("own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Secret", "Cookie", "X-Other"})
    void fieldsThatConnectionNamesEndHere(String name) {
        MultiMap received = fields("Connection", "close, " + name, name, "x", "X-Kept", "y");
        assertThat(up(from("203.0.113.9"), received).contains(name)).isFalse();
        assertThat(down(received).contains(name)).isFalse();
        assertThat(down(received).get("X-Kept")).isEqualTo("y");
    }

    @Test
    void everyConnectionLineCounts() {
        MultiMap received = fields("Connection", "keep-alive", "Connection", "x-secret", "X-Secret", "1");
        assertThat(up(from("203.0.113.9"), received).contains("X-Secret")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "Host", "X-Forwarded-For", "X-Request-Id", "Via", "X-Gateway-Target"})
    void framingRoutingAndWhatWeAddCannotBeNamedAway(String name) {
        MultiMap to = up(from("203.0.113.9"), fields("Connection", name, "Content-Length", "5"));
        assertThat(to.contains(name)).isTrue();
        assertThat(down(fields("Connection", "Content-Length", "Content-Length", "5"))
                        .get("Content-Length"))
                .isEqualTo("5");
    }

    @Test
    void anUntrustedClientsWordOfItselfIsReplaced() {
        MultiMap to = up(
                from("203.0.113.9"),
                fields(
                        "X-Forwarded-For", "1.1.1.1",
                        "X-Forwarded-For", "2.2.2.2",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Host", "evil",
                        "X-Forwarded-Port", "1",
                        "X-Real-IP", "1.1.1.1",
                        "Forwarded", "for=1.1.1.1",
                        "X-Request-Id", "theirs"));
        assertThat(to.getAll("X-Forwarded-For")).containsExactly("203.0.113.9");
        assertThat(to.getAll("X-Forwarded-Proto")).containsExactly("http");
        assertThat(to.getAll("X-Forwarded-Host")).containsExactly(HOST);
        assertThat(to.getAll("X-Forwarded-Port")).containsExactly("8080");
        assertThat(to.getAll("X-Real-IP")).containsExactly("203.0.113.9");
        assertThat(to.getAll("Forwarded")).containsExactly("for=203.0.113.9;host=\"" + HOST + "\";proto=http");
        assertThat(to.getAll("X-Request-Id")).containsExactly("id-1");
    }

    @Test
    void aTrustedProxysWordIsAppendedTo() {
        ClientIdentity proxy = from("10.1.2.3", "10.0.0.0/8");
        MultiMap to = up(
                proxy,
                fields(
                        "X-Forwarded-For", "198.51.100.7",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Host", "outer",
                        "Forwarded", "for=198.51.100.7"));
        assertThat(to.getAll("X-Forwarded-For")).containsExactly("198.51.100.7, 10.1.2.3");
        assertThat(to.getAll("X-Forwarded-Proto")).containsExactly("https");
        assertThat(to.getAll("X-Forwarded-Host")).containsExactly("outer");
        assertThat(to.getAll("X-Real-IP")).containsExactly("198.51.100.7");
        assertThat(to.get("Forwarded")).startsWith("for=198.51.100.7, for=10.1.2.3;");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "198.51.100.7, 198.51.100.7",
                "'1.1.1.1, 198.51.100.7, 10.9.9.9', 198.51.100.7",
                "'10.1.1.1, 10.2.2.2', 10.1.1.1",
                "'1.1.1.1, junk, 10.2.2.2', 10.2.2.2",
                "'[2001:db8::1]:443', '2001:db8::1'",
                "198.51.100.7:5555, 198.51.100.7",
                "unknown, 10.1.2.3",
                "-, 10.1.2.3",
            })
    void theClientBehindTrustedProxiesIsTheRightmostUntrustedAddress(@Nullable String header, String client) {
        ClientIdentity proxy = from("10.1.2.3", "10.0.0.0/8");
        MultiMap received = header == null ? fields() : fields("X-Forwarded-For", header);
        assertThat(InetAddressText.normal(proxy.text(proxy.caller(received))))
                .isEqualTo(InetAddressText.normal(client));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.128/25, 192.168.1.200, true",
        "192.168.1.128/25, 192.168.1.100, false",
        "192.168.1.7, 192.168.1.7, true",
        "2001:db8::/32, 2001:db8:1::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "0.0.0.0/0, 2001:db8::1, false",
    })
    void trustIsByBlock(String block, String address, boolean trusted) {
        assertThat(from(address, block).isTrusted()).isEqualTo(trusted);
    }

    @Test
    void theTrailIsWrittenBothWays() {
        assertThat(up(from("203.0.113.9"), fields("Via", "1.0 fred")).get("Via"))
                .isEqualTo("1.0 fred, 1.1 sluice");
        assertThat(down(fields()).getAll("Via")).containsExactly("1.1 sluice");
    }

    @ParameterizedTest
    @CsvSource({
        "1.1 sluice, 1",
        "'1.1 sluice, 1.1 fred, 1.1 sluice', 2",
        "'1.1 sluices, 1.1 my-sluice', 0",
        "1.1 sluice (comment), 1",
    })
    void onlyOurOwnPassesAreCounted(String via, int passes) {
        assertThat(Via.passes(fields("Via", via))).isEqualTo(passes);
    }

    @Test
    void theGatewayLearnsWhereTo() {
        MultiMap to = up(from("203.0.113.9"), fields());
        assertThat(to.get("X-Gateway-Target")).isEqualTo("10.0.0.5:80");
        assertThat(to.get("X-Gateway-Target-Domain")).isEqualTo("app.example.org");
        assertThat(to.get("Host")).isEqualTo(HOST);
    }

    @Test
    void theAgentsErrorNoteIsNotPassedToClients() {
        assertThat(down(fields("X-Gateway-Error", "lan_refused", "X-App", "1")).contains("X-Gateway-Error"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "Transfer-Encoding",
                "Host",
                "Trailer",
                "Authorization",
                "Set-Cookie",
                "Content-Type",
                "X-Forwarded-For",
                "Connection",
                "X-Gateway-Target",
                "Content-Encoding",
                "Expect"
            })
    void noTrailerMayFrameOrRoute(String name) {
        assertThat(ResponseHead.mayTrail(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc-status", "Content-MD5", "X-Checksum", "Server-Timing"})
    void otherTrailersPass(String name) {
        assertThat(ResponseHead.mayTrail(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"abc-123, true", "'a b', false", "'', false", "a\u0000b, false", "a\"b, false"})
    void onlyHarmlessRequestIdsAreKept(String id, boolean usable) {
        assertThat(RequestIds.isUsable(id)).isEqualTo(usable);
    }

    /** Spellings of one address made equal. */
    private static final class InetAddressText {

        static String normal(String address) {
            try {
                return InetAddress.getByName(address).getHostAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
