package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.config.document.YamlDocuments;
import dev.sluice.core.document.Section;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports as an operator runs them. */
class ImportCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void whatIsUnderstoodIsPrintedAsADocument() throws IOException {
        Path file = write("Caddyfile", "app.{$ZONE} {\n\timport more\n}\n");
        write("more", "reverse_proxy app:3000\n");

        assertThat(run("import", "caddy", file.toString(), "--env", "ZONE=example.com"))
                .isZero();

        assertThat(new YamlDocuments().read(out.toString()).of(Section.ROUTES))
                .singleElement()
                .satisfies(route -> assertThat(route)
                        .containsEntry("domain", "app.example.com")
                        .containsEntry("target_peer", "app-3000"));
        assertThat(err.toString())
                .contains("more:1 reverse_proxy app:3000: taken: route app.example.com to peer app-3000");
    }

    @Test
    void whatIsLeftOutIsToldAndMakesTheExitCodeOne() throws IOException {
        Path file = write("Caddyfile", "app.example.com\nreverse_proxy app:3000\ntemplates\n");
        assertThat(run("import", "caddy", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("Caddyfile:3 templates: left out: Sluice passes answers");
    }

    @Test
    void whatCannotBeReadIsToldWithItsPlace() throws IOException {
        Path file = write("Caddyfile", "app.example.com {\n");
        assertThat(run("import", "caddy", file.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("sluice: Caddyfile:1: the file ends");
        assertThat(run("import", "caddy", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none is not there");
    }

    @Test
    void jsonIsReadAndWritten() throws IOException {
        Path file = write("caddy.json", """
                {"apps": {"http": {"servers": {"a": {"listen": [":443"], "routes": [{"match": [{"host": ["a.example"]}],
                 "handle": [{"handler": "reverse_proxy", "upstreams": [{"dial": "app:80"}]}]}]}}}}}
                """);
        assertThat(run("import", "caddy", file.toString(), "--json")).isZero();
        JsonObject answer = new JsonObject(out.toString());
        assertThat(answer.getJsonObject("document").getJsonArray("routes").size())
                .isEqualTo(1);
        assertThat(answer.getJsonArray("findings").size()).isEqualTo(2);
    }

    @Test
    void whatIsUnderstoodCanBeAddedAtOnce() throws IOException {
        Path file = write("Caddyfile", "app.example.com\nreverse_proxy app:3000\n");
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"dry_run\": false, \"revision\": 7, \"changes\": []}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        api.start();
        try {
            String admin = "http://127.0.0.1:" + api.getAddress().getPort();
            assertThat(run("import", "caddy", file.toString(), "--apply", "--admin", admin, "--token", "t"))
                    .isZero();
        } finally {
            api.stop(0);
        }
        assertThat(asked.poll()).isEqualTo("PUT /api/v1/desired?dry_run=false&add=true");
        assertThat(new YamlDocuments().read(String.valueOf(asked.poll())).of(Section.ROUTES))
                .hasSize(1);
        assertThat(out.toString()).contains("revision 7");
        assertThat(err.toString()).contains("Caddyfile:2 reverse_proxy app:3000: taken");
    }

    @Test
    void aBackupOfGateControlIsRead() {
        String file = "src/test/resources/imports/gatecontrol/02-two-gateways.json";
        assertThat(run("import", "gatecontrol", file)).isEqualTo(1);
        assertThat(out.toString()).contains("name: Home Gateway");
    }

    @Test
    void withoutAFrontDoorItShowsWhichThereAre() {
        assertThat(run("import")).isEqualTo(2);
        assertThat(err.toString()).contains("caddy", "gatecontrol");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... arguments) {
        return CommandLineInterface.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
