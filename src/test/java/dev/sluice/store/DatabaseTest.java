package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.port.StoreAwayException;
import dev.sluice.store.embedded.TestServers;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        await(vertx.close());
    }

    @Test
    void aUrlSaysEverything() {
        PgConnectOptions options = Database.at("postgresql://us%40er:p%2Fw@db.example:6543/slu-ice?sslmode=require")
                .options();

        assertThat(options.getUser()).isEqualTo("us@er");
        assertThat(options.getPassword()).isEqualTo("p/w");
        assertThat(options.getHost()).isEqualTo("db.example");
        assertThat(options.getPort()).isEqualTo(6543);
        assertThat(options.getDatabase()).isEqualTo("slu-ice");
        assertThat(options.getSslMode()).isEqualTo(SslMode.REQUIRE);
    }

    @Test
    void whatIsLeftOutIsAsWithEveryPostgresClient() {
        PgConnectOptions options = Database.at("postgresql://db.example").options();

        assertThat(options.getUser()).isEqualTo(System.getProperty("user.name"));
        assertThat(options.getDatabase()).isEqualTo(options.getUser());
        assertThat(options.getPort()).isEqualTo(5432);
        assertThat(Database.at("postgres://db.example/x?user=u").toString())
                .isEqualTo("postgresql://u@db.example:5432/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://u:secret@h/d", "postgresql://u:sec:ret@h/d", "postgresql://u:secret@h:99999/d", ""})
    void aUrlThatIsNotUnderstoodIsNotQuoted(String url) {
        assertThatThrownBy(() -> Database.at(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected postgresql://user:password@host:port/database")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(Database.at("postgresql://u:secret@h/d").toString()).doesNotContain("secret");
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        PgConnectOptions tcp = TestServers.overTcp();
        Database wrong = Database.of(new PgConnectOptions(tcp).setPassword("secret"));

        assertThatThrownBy(() -> await(Store.open(vertx, wrong, "f")))
                .hasCauseInstanceOf(StoreAwayException.class)
                .hasMessageContaining("28P01")
                .hasMessageNotContaining("secret");
    }

    /** The certificate is for {@code localhost} and signed by itself. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, disable, false, false",
        "127.0.0.1, prefer, false, true",
        "127.0.0.1, require, false, true",
        "127.0.0.1, verify-ca, true, true",
        "localhost, verify-full, true, true"
    })
    void theConnectionIsEncryptedAsAskedFor(String host, String mode, boolean root, boolean encrypted)
            throws Exception {
        assertThat(isEncrypted(host, mode, root)).isEqualTo(encrypted);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, verify-full, true", "127.0.0.1, verify-ca, false", "localhost, verify-full, false"})
    void aServerThatIsNotWhoItShouldBeIsNotToldOurPassword(String host, String mode, boolean root) {
        assertThatThrownBy(() -> isEncrypted(host, mode, root)).hasMessageContaining("SSL handshake failed");
    }

    private static boolean isEncrypted(String host, String mode, boolean withRoot) throws Exception {
        PgConnectOptions tcp = TestServers.overTcp();
        String url = "postgresql://" + tcp.getUser() + ":"
                + URLEncoder.encode(TestServers.PASSWORD, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                + "@" + host + ":" + tcp.getPort() + "/postgres?sslmode=" + mode
                + (withRoot
                        ? "&sslrootcert="
                                + Path.of("src/test/resources/postgres/server.pem")
                                        .toAbsolutePath()
                        : "");
        return await(PgConnection.connect(vertx, Database.at(url).options())
                .compose(connection -> connection
                        .query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                        .execute()
                        .eventually(connection::close))
                .map(rows -> rows.iterator().next().getBoolean(0)));
    }
}
