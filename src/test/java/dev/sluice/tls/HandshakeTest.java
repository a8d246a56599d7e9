package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients are shown, by both engines, over both versions of TLS. */
@ParameterizedClass
@MethodSource("ways")
class HandshakeTest {

    private static final OpenedCertificate SHOP = Opened.ec("shop.example");
    private static final OpenedCertificate BLOG = Opened.ec("blog.example", "www.blog.example");
    private static final OpenedCertificate WILD = Opened.ec("*.wild.example");
    private static final OpenedCertificate SHOP_RSA = Opened.rsa("shop.example");

    record Way(TlsEngine engine, String protocol) {}

    static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (TlsEngine engine : TlsEngine.values()) {
            ways.add(new Way(engine, "TLSv1.3"));
            ways.add(new Way(engine, "TLSv1.2"));
        }
        return ways;
    }

    @Parameter
    Way way;

    private TlsServer server;
    private TlsClient client;

    @BeforeEach
    void open() throws Exception {
        server = new TlsServer(way.engine(), "h2", "http/1.1");
        client = client();
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** One that remembers no session. */
    private TlsClient client() {
        return new TlsClient(server.address, way.protocol());
    }

    private X509Certificate shown(String name) throws Exception {
        return client().ask(name).certificate();
    }

    private static X509Certificate of(OpenedCertificate certificate) {
        return certificate.chain()[0];
    }

    @Test
    void threeNamesOnOnePortEachHaveTheirOwn() throws Exception {
        server.show(SHOP, BLOG, WILD);

        assertThat(shown("shop.example")).isEqualTo(of(SHOP));
        assertThat(shown("WWW.blog.example")).isEqualTo(of(BLOG));
        assertThat(shown("any.wild.example")).isEqualTo(of(WILD));
    }

    @Test
    void aNameThatThereIsNoCertificateForIsRefusedByItsAlert() throws Exception {
        server.show(SHOP, WILD);

        for (String unknown : List.of("other.example", "wild.example", "a.b.wild.example")) {
            assertThatThrownBy(() -> shown(unknown))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unrecognized_name");
        }
    }

    @Test
    void theDefaultAnswersForUnknownNamesAndForNone() throws Exception {
        server.show("blog.example", SHOP, BLOG);

        assertThat(shown("other.example")).isEqualTo(of(BLOG));
        assertThat(shown(null)).isEqualTo(of(BLOG));
        assertThat(shown("shop.example")).isEqualTo(of(SHOP));
    }

    @Test
    void aClientThatNamesNobodyGetsTheOnlyOneOrNone() throws Exception {
        server.show(SHOP, SHOP_RSA);
        assertThat(shown(null)).isIn(of(SHOP), of(SHOP_RSA));

        server.show(SHOP, BLOG);
        assertThatThrownBy(() -> shown(null)).isInstanceOf(SSLException.class);

        server.show();
        assertThatThrownBy(() -> shown(null)).isInstanceOf(SSLException.class);
    }

    @Test
    void eachClientGetsTheKindOfKeyThatItCanCheck() throws Exception {
        server.show(SHOP, SHOP_RSA);

        assertThat(client().askWithout("ECDSA", "shop.example").certificate()).isEqualTo(of(SHOP_RSA));
        assertThat(client().askWithout("RSA", "shop.example").certificate()).isEqualTo(of(SHOP));
        assertThat(shown("shop.example")).isEqualTo(of(SHOP));
    }

    @Test
    void theProtocolIsAgreedOn() throws Exception {
        server.show(SHOP);

        assertThat(client.ask("shop.example", "http/1.1", "h2").alpn()).isEqualTo("h2");
        assertThat(client().ask("shop.example", "http/1.1").alpn()).isEqualTo("http/1.1");
        assertThat(client().ask("shop.example").alpn()).isEmpty();
        assertThat(client().ask("shop.example").session().getProtocol()).isEqualTo(way.protocol());
    }

    @Test
    void oneIsSwappedLive() throws Exception {
        server.show(SHOP);
        assertThat(shown("shop.example")).isEqualTo(of(SHOP));
        OpenedCertificate next = Opened.ec("shop.example");

        server.show(next);

        assertThat(shown("shop.example")).isEqualTo(of(next));
    }

    @Test
    void sessionsAreResumedBeforeAndAfterASwap() throws Exception {
        server.show(SHOP);
        client.ask("shop.example").session().putValue("made", "before");
        assertThat(client.ask("shop.example").session().getValue("made")).isEqualTo("before");
        OpenedCertificate next = Opened.ec("shop.example");

        server.show(next);

        TlsClient.Shown across = client.ask("shop.example");
        if (across.session().getValue("made") == null) {
            // The JDK's engine, since 25, ends sessions with their certificate.
            assertThat(way.engine()).isEqualTo(TlsEngine.JDK);
            assertThat(across.certificate()).isEqualTo(of(next));
        } else {
            // Resumed: no certificate was shown, so the client still knows the one of its first handshake.
            assertThat(across.session().getValue("made")).isEqualTo("before");
            assertThat(across.certificate()).isEqualTo(of(SHOP));
        }
        assertThat(shown("shop.example")).isEqualTo(of(next));
        TlsClient later = client();
        later.ask("shop.example").session().putValue("made", "after");
        assertThat(later.ask("shop.example").session().getValue("made")).isEqualTo("after");
    }
}
