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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the API guide work as they stand, one after the other, on a Sluice that has nothing yet. */
class ApiRecipesTest {

    @TempDir
    private Path directory;

    @Test
    void theRecipesWork() throws IOException {
        RequiredTool.require("curl");
        RequiredTool.require("openssl");
        HttpServer a = gateway();
        HttpServer b = gateway();
        try (SluiceProcess sluice = SluiceProcess.start(Map.of("SLUICE_WEBHOOKS_ALLOW", "127.0.0.0/8"))) {
            Map<String, String> said = run(sluice, a, b);

            assertSaid(said, "to_peer_id", "\"serving_peer_id\":2");
            assertSaid(said, "/drain", "\"drained\":true");
            assertSaid(said, "drill_ended", "\"ended_by\":\"operator\"");
            assertSaid(said, "If-Match", "\"description\":\"the app\"");
            assertSaid(said, "migrate-routes", "{\"migrated\":1}");
            assertSaid(said, "relocate", "{\"relocated\":1}");
            assertSaid(said, "watchdog.fall", "\"source\":\"api\"");
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

    /** Runs the guide's shell blocks, with two gateways and a receiver that are there; what each of them says. */
    private Map<String, String> run(SluiceProcess sluice, HttpServer a, HttpServer b) throws IOException {
        List<String> blocks = Page.read("docs/api.md").section("Recipes").shell();
        String before = String.join(
                "\n",
                "cd " + directory,
                "ADMIN=" + sluice.adminUri(),
                "SLUICE_ADMIN_TOKEN=" + SluiceProcess.TOKEN,
                blocks.get(0));
        Path script = directory.resolve("recipe.sh");
        Map<String, String> said = new LinkedHashMap<>();
        for (String block : blocks.subList(1, blocks.size())) {
            String here = block.replace("\"host\": \"10.8.0.2\"", here(a))
                    .replace("\"host\": \"10.8.0.3\"", here(b))
                    .replace("https://ntfy.example.com", "http://127.0.0.1:" + port(a));
            Files.writeString(script, before + here);
            said.put(block, ToolRun.of("sh", List.of("-eu", script.toString())).succeeded());
        }
        return said;
    }

    private static String here(HttpServer gateway) {
        return "\"host\": \"127.0.0.1\", \"proxy_port\": " + port(gateway);
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private static void assertSaid(Map<String, String> said, String recipe, String words) {
        assertThat(said).anySatisfy((block, output) -> {
            assertThat(block).contains(recipe);
            assertThat(output).contains(words);
        });
    }
}
