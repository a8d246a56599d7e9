package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.store.FreshDatabase;
import dev.sluice.store.PostgresKind;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.ToolRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two front doors on one database, begun at once, which are asked for the root at once. */
class OneRootForAllDoorsTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    @Test
    void bothHaveTheSameRootAndEachNameIsSignedOnce() throws Exception {
        try (FreshDatabase database = FreshDatabase.on(PostgresKind.EXTERNAL)) {
            CompletableFuture<SluiceProcess> second = CompletableFuture.supplyAsync(() -> door(database, "second"));
            try (Site site = new Site(door(database, "first"));
                    SluiceProcess other = second.join()) {
                CompletableFuture<String> theirs = CompletableFuture.supplyAsync(() -> root(other));
                Path root = Files.writeString(folder.resolve("root.pem"), root(site.sluice()));
                assertThat(theirs.join()).isEqualTo(Files.readString(root));

                PeerProcess peer = site.gateway("A");
                List<String> names = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    names.add("n" + i + ".lan");
                    site.pinnedRoute("n" + i + ".lan", peer);
                }
                for (SluiceProcess door : List.of(site.sluice(), other)) {
                    for (String name : names) {
                        await().atMost(SOON).until(() -> curl(door, name, root).exit() == 0);
                    }
                }
                assertThat(database.ask("SELECT count(*) FROM own_root")).containsExactly("1");
                assertThat(database.ask("SELECT count(*) FROM certificate")).containsExactly("12");
                assertThat(database.ask("SELECT count(*) FROM event WHERE event = 'certificate_issued'"))
                        .containsExactly("12");
            }
        }
    }

    private SluiceProcess door(FreshDatabase database, String name) {
        return SluiceProcess.start(Map.of(
                "SLUICE_DATABASE_URL", database.url(),
                "SLUICE_SECRET_KEY_FILE", folder.resolve("secret.key").toString(),
                "SLUICE_FRONT_DOOR", name));
    }

    private static String root(SluiceProcess door) {
        return door.admin().get("/api/v1/root-certificate").expect(200).text();
    }

    private static ToolRun curl(SluiceProcess door, String host, Path root) {
        int port = door.httpsPort();
        return ToolRun.of(
                "curl",
                List.of(
                        "-sSf",
                        "-o",
                        "/dev/null",
                        "--cacert",
                        root.toString(),
                        "--resolve",
                        host + ":" + port + ":127.0.0.1",
                        "https://" + host + ":" + port + "/"));
    }
}
