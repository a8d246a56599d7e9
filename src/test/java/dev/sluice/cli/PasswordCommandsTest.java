package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.auth.PasswordHash;
import dev.sluice.core.rule.PasswordRules;
import dev.sluice.testing.Rest;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.ToolRun;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The password on the command line: hashed for the settings, and set over the API. */
class PasswordCommandsTest {

    private static final String PASSWORD = "planted-password-ä-4711";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String typed, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((typed + "\nanother line\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return CommandLineInterface.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static Rest.Answer logIn(SluiceProcess sluice, String password) {
        return Rest.at(URI.create(sluice.adminUri()).getPort())
                .post("/api/v1/session", new JsonObject().put("password", password));
    }

    @Test
    void whatCannotBeAPasswordIsRefusedWithoutAWordOfIt() {
        assertThat(run("short-one", "hash-password")).isEqualTo(2);
        assertThat(run("x".repeat(300), "hash-password")).isEqualTo(2);
        assertThat(err.toString())
                .contains("9 characters", "300 characters", "expected 10 to 256")
                .doesNotContain("short-one", "xxxx");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aHashMayBeOneThatOtherProgramsRead() {
        assertThat(run(PASSWORD, "hash-password", "--algorithm", "bcrypt")).isZero();
        String hash = out.toString().strip();
        assertThat(hash).matches("\\$2b\\$12\\$[./0-9A-Za-z]{53}");
        assertThat(PasswordHash.matches(PASSWORD, hash)).isTrue();
        assertThat(PasswordHash.matches(PASSWORD + "x", hash)).isFalse();
        String theirs = ToolRun.of("perl", List.of("-e", "print crypt($ARGV[0], $ARGV[1])", PASSWORD, hash))
                .output();
        assertThat(theirs).as("what the C library makes of it").isEqualTo(hash);

        assertThat(run("\u00e4".repeat(37), "hash-password", "--algorithm", "bcrypt"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("74 bytes, expected at most 72").doesNotContain("\u00e4");
        assertThat(run(PASSWORD, "hash-password", "--algorithm", "md5")).isEqualTo(2);
    }

    @Test
    void aHashOpensTheDoorThatItWasGivenToAndBeatsWhatIsSet() {
        assertThat(run(PASSWORD, "hash-password")).isZero();
        String hash = out.toString().strip();
        assertThat(PasswordRules.isHash(hash)).isTrue();
        out.getBuffer().setLength(0);
        assertThat(run(PASSWORD, "hash-password", "--json")).isZero();
        assertThat(new JsonObject(out.toString()).getString("hash"))
                .startsWith("$argon2id$")
                .isNotEqualTo(hash);

        try (SluiceProcess sluice = SluiceProcess.start(Map.of("SLUICE_ADMIN_PASSWORD_HASH", hash))) {
            assertThat(logIn(sluice, PASSWORD).status()).isEqualTo(200);
            String[] command = Stream.concat(
                            Stream.of("set-password"),
                            Stream.of("--admin", sluice.adminUri(), "--token", SluiceProcess.TOKEN))
                    .toArray(String[]::new);
            assertThat(run("another password", command)).isEqualTo(2);
            assertThat(err.toString()).contains("password_is_fixed").doesNotContain("another password");
            assertThat(sluice.get("/session").getString("password")).isEqualTo("fixed");
            JsonObject shown = sluice.get("/settings").getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(setting -> setting.getString("path").equals("admin.password-hash"))
                    .findFirst()
                    .orElseThrow();
            assertThat(shown.getString("value")).isEqualTo("****");
            assertThat(shown.getString("source")).isEqualTo("environment");
            assertThat(List.of(sluice.output(), sluice.get("/settings").encode()))
                    .noneMatch(text -> text.contains(hash) || text.contains(SluiceProcess.TOKEN));
        }
    }

    @Test
    void setPasswordSetsIt() {
        try (SluiceProcess sluice = SluiceProcess.start()) {
            assertThat(run(PASSWORD, "set-password", "--admin", sluice.adminUri(), "--token", SluiceProcess.TOKEN))
                    .as(err.toString())
                    .isZero();

            assertThat(out.toString()).isEqualToIgnoringNewLines("The password is set.");
            assertThat(logIn(sluice, PASSWORD).status()).isEqualTo(200);
            assertThat(logIn(sluice, "another password").status()).isEqualTo(403);
            assertThat(run(PASSWORD, "set-password", "--admin", sluice.adminUri(), "--token", "wrong-token"))
                    .isEqualTo(1);
            assertThat(sluice.output()).doesNotContain(PASSWORD);
        }
    }
}
