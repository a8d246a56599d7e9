package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.ToolRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A session belongs to the name that it was made for (RFC 6066 section 3); openssl offers it for another, which Java does not. */
class SessionNameTest {

    private static final OpenedCertificate WILD = Opened.ec("*.wild.example");
    private static final OpenedCertificate OTHER = Opened.ec("other.example");

    @TempDir
    Path folder;

    record Way(TlsEngine engine, List<String> options) {}

    static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (TlsEngine engine : TlsEngine.values()) {
            ways.add(new Way(engine, List.of("-tls1_3")));
            ways.add(new Way(engine, List.of("-tls1_2")));
            ways.add(new Way(engine, List.of("-tls1_2", "-no_ticket")));
        }
        return ways;
    }

    private String talk(TlsServer server, Way way, String name, String session) {
        List<String> arguments = new ArrayList<>(List.of("s_client", "-ign_eof", "-servername", name));
        arguments.addAll(List.of("-connect", "127.0.0.1:" + server.address.getPort()));
        arguments.addAll(way.options());
        arguments.addAll(List.of(session, folder.resolve("session").toString()));
        return ToolRun.of("openssl", "Q", arguments).output();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aSessionIsResumedForItsOwnNameOnly(Way way) throws Exception {
        try (TlsServer server = new TlsServer(way.engine())) {
            server.show(WILD, OTHER);
            assertThat(talk(server, way, "a.wild.example", "-sess_out")).contains("New, TLSv1", "CN = *.wild.example");

            assertThat(talk(server, way, "A.wild.example", "-sess_in")).contains("Reused, TLSv1");
            assertThat(talk(server, way, "other.example", "-sess_in")).contains("New, TLSv1", "CN = other.example");
            assertThat(talk(server, way, "b.wild.example", "-sess_in"))
                    .as("the same certificate, another name")
                    .contains("New, TLSv1", "CN = *.wild.example");
        }
    }
}
