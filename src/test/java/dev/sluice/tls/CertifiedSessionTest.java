package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.ClientAuthority;
import dev.sluice.testing.ToolRun;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets in by a session where clients show certificates; openssl offers what it has. */
class CertifiedSessionTest {

    private static final OpenedCertificate APP = Opened.ec("app.example");
    private static final ClientAuthority STAFF = new ClientAuthority("Staff");
    private static final ClientAuthority PARTNERS = new ClientAuthority("Partners");
    private static final X509Bundle ALICE = STAFF.issue("alice");

    @TempDir
    Path folder;

    static List<SessionNameTest.Way> ways() {
        return SessionNameTest.ways().stream()
                .filter(way -> !way.options().contains("-no_ticket"))
                .toList();
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("crt"), ALICE.getCertificatePathPEM());
        Files.writeString(folder.resolve("key"), ALICE.getPrivateKeyPEM());
    }

    private String talk(TlsServer server, SessionNameTest.Way way) {
        return talk(server, way, true);
    }

    private String talk(TlsServer server, SessionNameTest.Way way, boolean shows) {
        Path session = folder.resolve("session");
        List<String> arguments = new ArrayList<>(List.of("s_client", "-ign_eof", "-servername", "app.example"));
        arguments.addAll(List.of("-connect", "127.0.0.1:" + server.address.getPort()));
        if (shows) {
            arguments.addAll(List.of("-cert", folder.resolve("crt").toString()));
            arguments.addAll(List.of("-key", folder.resolve("key").toString()));
        }
        arguments.addAll(way.options());
        if (Files.exists(session)) {
            arguments.addAll(List.of("-sess_in", session.toString()));
        }
        arguments.addAll(List.of("-sess_out", session.toString()));
        return ToolRun.of("openssl", "hello Q", arguments).output();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aSessionDoesNotOutliveItsTerms(SessionNameTest.Way way) throws Exception {
        try (TlsServer server = new TlsServer(way.engine())) {
            server.show(APP);
            server.ask(STAFF.trust());
            assertThat(talk(server, way, false)).doesNotContain("hello Q");
            assertThat(talk(server, way)).contains("New, TLSv1").contains("hello Q");
            String again = talk(server, way);
            assertThat(again).contains("hello Q");
            if (way.engine() == TlsEngine.BORINGSSL) {
                assertThat(again).contains("New, TLSv1").doesNotContain("Reused");
            }

            server.ask(PARTNERS.trust());
            assertThat(talk(server, way)).doesNotContain("Reused").doesNotContain("hello Q");
        }
    }
}
