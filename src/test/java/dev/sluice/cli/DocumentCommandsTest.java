package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.document.YamlDocuments;
import dev.sluice.core.document.RandomDocument;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents by the commands, against the running program. */
class DocumentCommandsTest {

    private static final int REVISIONS = 12;
    private static final Pattern LISTENER = Pattern.compile("(l4_listen_port: )(\\d+)");
    private static final Map<String, Integer> PORTS = new HashMap<>();

    @TempDir
    static Path directory;

    private static SluiceProcess one;
    private final StringWriter err = new StringWriter();
    private int code;

    @BeforeAll
    static void open() {
        one = SluiceProcess.start();
    }

    @AfterAll
    static void close() {
        one.close();
    }

    private String run(SluiceProcess sluice, String... arguments) {
        return runAs(SluiceProcess.TOKEN, sluice, arguments);
    }

    private String runAs(String token, SluiceProcess sluice, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--admin", sluice.adminUri(), "--token", token));
        StringWriter out = new StringWriter();
        code = CommandLineInterface.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return out.toString();
    }

    private static String file(String text) {
        try {
            return Files.writeString(directory.resolve("document.yaml"), text).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A document whose listeners are on ports that are free here, the same in each of them. */
    private static String random(long seed) {
        String text =
                new YamlDocuments().yaml(new RandomDocument(seed).document().tree());
        return LISTENER.matcher(text)
                .replaceAll(port -> port.group(1) + PORTS.computeIfAbsent(port.group(2), some -> FreePort.next()));
    }

    private static long revision(String answer) {
        return new JsonObject(answer).getLong("revision");
    }

    @Test
    void anExportAppliedToAnEmptyInstanceExportsTheSameAndEveryRevisionComesBack() {
        Map<Long, String> exports = new TreeMap<>(Map.of(0L, run(one, "export")));
        for (long seed = 0; seed < REVISIONS; seed++) {
            long number = revision(run(one, "apply", file(random(seed)), "--json"));
            assertThat(code).as(err.toString()).isZero();
            exports.put(number, run(one, "export"));
        }
        assertThat(exports).hasSize(REVISIONS + 1);
        try (SluiceProcess empty = SluiceProcess.start()) {
            String last = exports.get((long) REVISIONS);
            run(empty, "apply", file(last));
            assertThat(code).as(err.toString()).isZero();
            assertThat(run(empty, "export")).isEqualTo(last).contains("peers:\n  - name:");
        }
        for (long number = 0; number <= REVISIONS; number++) {
            assertThat(run(one, "export", "--revision", String.valueOf(number))).isEqualTo(exports.get(number));
            run(one, "revert", String.valueOf(number));
            assertThat(code).as(err.toString()).isZero();
            assertThat(run(one, "export")).as("revision %d", number).isEqualTo(exports.get(number));
        }
        assertThat(run(one, "revisions", "--limit", "2")).contains("REVISION", "\n" + (2 * REVISIONS + 1) + " ");

        String bad = exports.get((long) REVISIONS)
                .replace("webhooks:", "  - domain: bad.example\n    target_peer: hom\nwebhooks:");
        String before = run(one, "export");
        assertThat(run(one, "apply", file(bad))).isEmpty();
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("].target_peer: actual hom, expected the name of a peer")
                .contains("(peer_not_found)");
        assertThat(run(one, "export")).isEqualTo(before);

        String trial = run(one, "apply", "--dry-run", file("sluice: 1\npeers: []\ngateway_pools: []\nroutes: []\n"));
        assertThat(trial).contains("- peer gw-0").contains("nothing was changed");
        assertThat(run(one, "export")).isEqualTo(before);
        run(one, "revert", "9999");
        assertThat(code).isEqualTo(2);
        anExportWithoutHashesSaysSoAndSoDoesItsRefusal(); // behind all that counts revisions
    }

    private void anExportWithoutHashesSaysSoAndSoDoesItsRefusal() {
        String hash = "$2b$10$" + "a".repeat(53);
        String whole = "sluice: 1\npeers:\n  - {name: marked, peer_type: regular, host: 127.0.0.1, port: 9}\n"
                + "routes:\n  - domain: marked.example\n    target_peer: marked\n"
                + "    access: {basic_auth: {users: [{name: ada, password_hash: " + hash + "}]}}\n";
        run(one, "apply", "--add", file(whole));
        assertThat(code).as(err.toString()).isZero();
        JsonObject wanted = new JsonObject().put("name", "reader").put("scopes", new JsonArray().add("read"));
        String reader =
                one.admin().post("/api/v1/tokens", wanted).expect(201).body().getString("token");
        err.getBuffer().setLength(0);
        assertThat(run(one, "export")).contains(hash);
        assertThat(err.toString()).isEmpty();
        String marked = runAs(reader, one, "export");
        assertThat(marked).contains("password_mark").doesNotContain(hash);
        assertThat(err.toString()).contains("marks in place of passwords' hashes", "scope admin");
        run(one, "revert", "1");
        run(one, "apply", file(marked));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("password_hash", "export again with one of admin");
    }

    @Test
    void aBackupComesBackElsewhere() throws IOException {
        run(one, "apply", file(random(99)));
        one.show(TestCertificate.of("backup.test"));
        String root = run(one, "trust");
        Path backup = directory.resolve("backup.json");
        run(one, "backup", backup.toString());
        assertThat(code).as(err.toString()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(backup).content().doesNotContain("PRIVATE KEY", SluiceProcess.TOKEN);
        run(one, "backup", backup.toString());
        assertThat(code).as("a file that is there stays").isEqualTo(1);
        assertThat(err.toString()).contains("backup.json: is there already");
        String export = run(one, "export", "--certificates");
        try (SluiceProcess empty = SluiceProcess.start()) {
            assertThat(run(empty, "restore", backup.toString())).contains("1 certificates");
            assertThat(code).as(err.toString()).isZero();
            assertThat(run(empty, "export", "--certificates")).isEqualTo(export).contains("backup.test");
            assertThat(run(empty, "trust")).as("devices need not trust another").isEqualTo(root);
            assertThat(empty.get("/peers")).isNotNull();
            long fresh =
                    empty.create("/peers", new JsonObject().put("name", "fresh").put("host", "10.0.0.9"));
            assertThat(empty.get("/peers/" + fresh).getString("name")).isEqualTo("fresh");
            String history = empty.get("/logs/activity").encode();
            assertThat(history).contains("state_restored").contains("certificate_created");
            run(empty, "restore", backup.toString());
            assertThat(code).isEqualTo(2);
            run(empty, "restore", "--replace", backup.toString());
            assertThat(code).as(err.toString()).isZero();
            assertThat(run(empty, "export", "--certificates")).isEqualTo(export);
            run(empty, "restore", "--replace", file("{\"sluice_backup\": 1}"));
            assertThat(code).isEqualTo(2);
        }
    }

    @Test
    void whatStandsInTheWayIsSaid() {
        code = CommandLineInterface.execute(
                new PrintWriter(err, true), new PrintWriter(err, true), "export", "--admin", "http://127.0.0.1:1");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("nobody answers at http://127.0.0.1:1/api/v1");
        code = CommandLineInterface.execute(
                new PrintWriter(err, true),
                new PrintWriter(err, true),
                "export",
                "--admin",
                one.adminUri(),
                "--token",
                "a-wrong-and-secret-one");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("the token is not known there").doesNotContain("a-wrong-and-secret-one");
        run(one, "apply", directory.resolve("missing.yaml").toString());
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("missing.yaml: no such file");
    }
}
