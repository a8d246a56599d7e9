package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.testing.RequiredTool;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.ToolRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the API guide work as they stand, one after the other, on a Sluice that has nothing yet. */
class ApiRecipesTest {

    /** Between the output of two blocks. */
    private static final String MARK = "--- ";

    @TempDir
    private Path directory;

    @Test
    void theRecipesWork() throws IOException {
        RequiredTool.require("curl");
        RequiredTool.require("openssl");
        HttpServer a = gateway();
        HttpServer b = gateway();
        try (SluiceProcess sluice = SluiceProcess.start(Map.of("SLUICE_WEBHOOKS_ALLOW", "127.0.0.0/8"))) {
            Path script = directory.resolve("recipes.sh");
            Files.writeString(script, script(sluice, a, b));
            String said = ToolRun.of("sh", List.of("-eu", script.toString())).succeeded();

            assertSaid(said, "to_peer_id", "\"serving_peer_id\":2");
            assertSaid(said, "/drain", "\"drained\":true");
            assertSaid(said, "drill_ended", "\"ended_by\":\"operator\"");
            assertSaid(said, "If-Match", "\"description\":\"the app\"");
            assertSaid(said, "migrate-routes", "{\"migrated\":1}");
            assertSaid(said, "dry_run", "\"dry_run\":true");
            assertSaid(said, "/certificates", "\"names\":[\"app.example.com\"]");
            assertSaid(said, "/tokens", "\"last_used_at\"");
            assertSaid(said, "X-CSRF-Token", "\"kind\":\"session\"");
            assertSaid(said, "/webhooks", "\"arrived\":true");
            assertSaid(said, "/events", "event: activity");
            assertThat(directory.resolve("pivots.csv")).content().contains("pool_failover_activated");
            assertThat(sluice.get("/gateway-pools/1").getInteger("failback_cooldown_s"))
                    .as("reverted")
                    .isEqualTo(60);
        } finally {
            a.stop(0);
            b.stop(0);
        }
    }

    private static HttpServer gateway() throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gateway.start();
        return gateway;
    }

    /** The guide's shell blocks, with two gateways and a receiver that are there, and what each block says behind a mark that repeats it. */
    private String script(SluiceProcess sluice, HttpServer a, HttpServer b) {
        List<String> parts = new ArrayList<>();
        parts.add("cd " + directory);
        parts.add("ADMIN=" + sluice.adminUri());
        parts.add("SLUICE_ADMIN_TOKEN=" + SluiceProcess.TOKEN);
        for (String block : Page.read("docs/api.md").section("Recipes").shell()) {
            String mark = block.lines().collect(Collectors.joining(" ")).replace("'", "'\\''");
            parts.add("printf '%s\\n' '" + MARK + mark + "'");
            parts.add(block.replace("\"host\": \"10.8.0.2\"", here(a))
                    .replace("\"host\": \"10.8.0.3\"", here(b))
                    .replace("https://ntfy.example.com", "http://127.0.0.1:" + port(a)));
        }
        return String.join("\n", parts);
    }

    private static String here(HttpServer gateway) {
        return "\"host\": \"127.0.0.1\", \"proxy_port\": " + port(gateway);
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private static void assertSaid(String said, String recipe, String words) {
        assertThat(Arrays.stream(said.split("(?m)^" + MARK))).as(said).anySatisfy(part -> {
            String first = part.lines().findFirst().orElse("");
            assertThat(first).contains(recipe);
            assertThat(part.substring(first.length())).contains(words);
        });
    }
}
