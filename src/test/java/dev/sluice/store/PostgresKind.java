package dev.sluice.store;

import dev.sluice.store.embedded.TestServers;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The ways in which Sluice comes to a Postgres. Every test of the store is run over each. */
public enum PostgresKind {
    /** Started by Sluice, on a unix socket. */
    EMBEDDED {
        @Override
        PgConnectOptions server() throws IOException {
            return TestServers.embedded();
        }
    },
    /**
     * Named by a URL: the one in SLUICE_TEST_DATABASE_URL, else one in a container if Docker answers, else a server of our
     * own that is reached over TCP with a password.
     */
    EXTERNAL {
        @Override
        PgConnectOptions server() throws IOException {
            return Database.at(externalUrl()).options();
        }

        @Override
        boolean outlivesTests() {
            return GIVEN != null;
        }
    };

    /** A server, and as whom to enter it. It may make databases. */
    abstract PgConnectOptions server() throws IOException;

    /** Whether it is there after the last test too. */
    boolean outlivesTests() {
        return false;
    }

    private static final String GIVEN = System.getenv("SLUICE_TEST_DATABASE_URL");

    private static String externalUrl;

    /** The URL of an external server, as an operator would write it. */
    static synchronized String externalUrl() throws IOException {
        if (externalUrl == null) {
            if (GIVEN != null) {
                externalUrl = GIVEN;
            } else if (DockerClientFactory.instance().isDockerAvailable()) {
                externalUrl = inContainer();
            } else {
                PgConnectOptions tcp = TestServers.overTcp();
                externalUrl = "postgresql://" + tcp.getUser() + ":"
                        + URLEncoder.encode(TestServers.PASSWORD, StandardCharsets.UTF_8)
                                .replace("+", "%20")
                        + "@" + tcp.getHost() + ":" + tcp.getPort() + "/" + tcp.getDatabase();
            }
        }
        return externalUrl;
    }

    private static String inContainer() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return "postgresql://" + container.getUsername() + ":" + container.getPassword() + "@" + container.getHost()
                + ":" + container.getFirstMappedPort() + "/" + container.getDatabaseName();
    }
}
