package dev.sluice.ui;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.Cookie;
import dev.sluice.system.Site;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Rest;
import dev.sluice.testing.SluiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * The program that the classes of this JVM use one after the other, with two gateways: started by the first that needs it, ended
 * after the last. Each finds it as the first did; only the activity log remembers those before.
 */
final class House implements AutoCloseable {

    /** The operator's. */
    static final String PASSWORD = "a password of the browser's";

    private static final Namespace NAMESPACE = Namespace.create(House.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AS_EVER = "features: {load-balancing: true, gateway-pools: true}\n";

    private final Path file;
    private final Site site;
    private final PeerProcess home;
    private final PeerProcess standby;
    private final JsonObject document;
    private final Cookie session;
    private String settings = AS_EVER;

    private House() {
        try {
            file = Files.writeString(Files.createTempFile("sluice-ui", ".yaml"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site = new Site(Map.of("SLUICE_WATCHDOG_INTERVAL", "250ms", "SLUICE_CONFIG", file.toString()));
        sluice().admin()
                .put("/api/v1/password", new JsonObject().put("password", PASSWORD))
                .expect(204);
        session = openSession();
        home = site.gateway("home");
        standby = site.gateway("standby");
        document = sluice().get("/desired");
    }

    static House of(ExtensionContext test) {
        return test.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(House.class, type -> new House(), House.class);
    }

    Site site() {
        return site;
    }

    PeerProcess home() {
        return home;
    }

    PeerProcess standby() {
        return standby;
    }

    /** A session of the operator's, opened by the API. */
    Cookie session() {
        return session;
    }

    /** Has the program read these settings, in YAML, in the place of those of its file; until the class is done. */
    void settings(String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int before = sluice().output().length();
        sluice().hangUp();
        await().atMost(PATIENCE).until(() -> sluice().output().substring(before).contains("Settings were read again"));
        settings = yaml;
    }

    /** As it was when the first class found it. */
    void tidy() {
        if (!settings.equals(AS_EVER)) {
            settings(AS_EVER);
        }
        Stream.of(home, standby).filter(gateway -> !gateway.isRunning()).forEach(PeerProcess::restart);
        items("/drills").forEach(drill -> delete("/drills/" + drill.getLong("id")));
        items("/tokens").forEach(token -> delete("/tokens/" + token.getLong("id")));
        sluice().admin().put("/api/v1/desired", document).expect(200);
        sluice().admin()
                .put("/api/v1/settings", new JsonObject().putNull("watchdog.fall"))
                .expect(200);
        site.lookUpIds();
        for (PeerProcess gateway : List.of(home, standby)) {
            sluice().admin()
                    .post("/api/v1/peers/" + site.id(gateway) + "/resume", new JsonObject())
                    .expect(200);
            site.awaitState(gateway, "alive");
        }
    }

    private Stream<JsonObject> items(String path) {
        return sluice().get(path).getJsonArray("items").stream().map(JsonObject.class::cast);
    }

    private void delete(String path) {
        sluice().admin().delete("/api/v1" + path).expect(204);
    }

    private SluiceProcess sluice() {
        return site.sluice();
    }

    private Cookie openSession() {
        Rest.Answer answer = Rest.at(sluice().admin().port())
                .post("/api/v1/session", new JsonObject().put("password", PASSWORD))
                .expect(200);
        HttpCookie cookie = HttpCookie.parse(
                        answer.headers().firstValue("Set-Cookie").orElseThrow())
                .get(0);
        return new Cookie(cookie.getName(), cookie.getValue());
    }

    @Override
    public void close() {
        site.close();
    }
}
