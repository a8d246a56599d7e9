package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.store.FreshDatabase;
import dev.sluice.store.PostgresKind;
import dev.sluice.testing.EventStreamClient;
import dev.sluice.testing.EventStreamClient.Told;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.Rest;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets of every kind are given to the program, in their places and in wrong ones; then everything that it said, wrote and
 * shows is searched for them.
 */
class PlantedSecretsTest {

    private static final String FIXED = "PLANTED-fixed-t0ken-of-automation";
    private static final String MISPLACED = "PLANTED-misplaced-5ecret";
    private static final String PASSWORD = "PLANTED-passw0rd-of-a-user";
    private static final String WEBHOOK = "PLANTED-webhook-5ecret-and-more";

    /** Whatever else is searched, this must be found: or nothing was searched at all. */
    private static final String HARMLESS = "harmless-word";

    private static final String STREAM = "the event stream";

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, String> said = new LinkedHashMap<>();

    @Test
    void noSecretIsSaidAnywhere(@TempDir Path directory) throws IOException {
        try (FreshDatabase database = FreshDatabase.empty(PostgresKind.EXTERNAL);
                SluiceProcess sluice = SluiceProcess.start(Map.of(
                        "SLUICE_ADMIN_TOKEN",
                        FIXED,
                        "SLUICE_DATABASE_URL",
                        database.url(),
                        "SLUICE_WEBHOOKS_ALLOW",
                        "127.0.0.0/8"))) {
            secrets.put("fixed token", FIXED);
            secrets.put("misplaced secret", MISPLACED);
            secrets.put("password", PASSWORD);
            secrets.put("webhook's secret", WEBHOOK);
            secrets.put(
                    "database's password",
                    URI.create(database.url()).getUserInfo().split(":", 2)[1]);
            Rest admin = new Rest(URI.create(sluice.adminUri()).getPort(), FIXED);
            try (EventStreamClient stream = new EventStreamClient(admin.port(), "/api/v1/events", FIXED)) {
                rightPlaces(admin);
                wrongPlaces(admin);
                traffic(sluice);
                everythingShown(admin);
                said.putAll(new PlantedCommands(sluice, FIXED, MISPLACED, PASSWORD).said(directory));
                said.put(STREAM, everythingTold(admin, stream));
            }
            sluice.terminate();
            said.put("standard output and error", sluice.output());
            files(sluice.stateDir());
            said.put("the database", database.everything());
        }
        assertThat(said.get(STREAM))
                .contains(HARMLESS, "token_created", "certificate_created", "webhook_created", "password_changed");
        assertThat(said.values()).anyMatch(text -> text.contains(HARMLESS));
        List<String> leaks = new ArrayList<>();
        secrets.forEach((what, secret) -> said.forEach((where, text) -> {
            int at = text.indexOf(secret);
            if (at >= 0) {
                String around =
                        text.substring(Math.max(0, at - 80), Math.min(text.length(), at + secret.length() + 20));
                leaks.add(what + " in " + where + ": " + around);
            }
        }));
        assertThat(leaks).isEmpty();
    }

    /** The stream up to the last event that there is. */
    private static String everythingTold(Rest admin, EventStreamClient stream) {
        JsonObject newest = admin.get("/api/v1/logs/activity?limit=1")
                .expect(200)
                .body()
                .getJsonArray("items")
                .getJsonObject(0);
        StringBuilder told = new StringBuilder();
        while (!String.valueOf(newest.getLong("id")).equals(stream.lastId())) {
            told.append(stream.next()).append('\n');
        }
        for (Told rest = stream.poll(Duration.ZERO); rest != null; rest = stream.poll(Duration.ZERO)) {
            told.append(rest).append('\n');
        }
        return told.toString();
    }

    private void rightPlaces(Rest admin) {
        admin.post(
                        "/api/v1/peers",
                        new JsonObject()
                                .put("name", HARMLESS)
                                .put("host", "127.0.0.1")
                                .put("proxy_port", FreePort.next()))
                .expect(201);
        JsonObject token = admin.post(
                        "/api/v1/tokens",
                        new JsonObject().put("name", "made").put("scopes", new JsonArray().add("read")))
                .expect(201)
                .body();
        secrets.put("token that was made", token.getString("token"));
        TestCertificate certificate = TestCertificate.of("planted.test");
        JsonObject pair =
                new JsonObject().put("certificate", certificate.chainPem()).put("private_key", certificate.keyPem());
        secrets.put("private key", line(certificate.keyPem()));
        said.put(
                "the answer to a certificate",
                admin.post("/api/v1/certificates", pair).expect(201).text());
        JsonObject hook = new JsonObject()
                .put("name", "hook")
                .put("url", "http://127.0.0.1:1/hook")
                .put("events", new JsonArray().add("*"))
                .put("secret", WEBHOOK);
        said.put(
                "the answer to a webhook",
                admin.post("/api/v1/webhooks", hook).expect(201).text());
        JsonObject password = new JsonObject().put("password", PASSWORD);
        admin.put("/api/v1/password", password).expect(204);
        String session = Rest.at(admin.port())
                .post("/api/v1/session", password)
                .expect(200)
                .text();
        secrets.put("session's CSRF token", new JsonObject(session).getString("csrf_token"));
    }

    /** The middle of a key: its ends say only what kind it is. */
    private static String line(String pem) {
        return pem.lines().toList().get(1).substring(30, 60);
    }

    private void wrongPlaces(Rest admin) {
        TestCertificate other = TestCertificate.of("other.test");
        secrets.put("other private key", line(other.keyPem()));
        for (String path :
                List.of("/peers", "/gateway-pools", "/routes", "/tokens", "/webhooks", "/certificates", "/drills")) {
            for (String field : List.of("secret", "token", "password", "private_key", "authorization")) {
                tried(
                        admin,
                        "POST",
                        path,
                        new JsonObject().put(field, MISPLACED).encode());
                tried(
                        admin,
                        "POST",
                        path,
                        new JsonObject()
                                .put(field, new JsonArray().add(MISPLACED))
                                .encode());
            }
            tried(admin, "POST", path, "{\"secret\": \"" + MISPLACED + "\"");
            tried(admin, "POST", path, MISPLACED);
            tried(admin, "GET", path + "?token=" + MISPLACED, "");
            tried(admin, "GET", path + "?access_token=" + FIXED, "");
        }
        tried(
                admin,
                "POST",
                "/certificates",
                new JsonObject()
                        .put("certificate", other.keyPem())
                        .put("private_key", other.keyPem())
                        .encode());
        tried(
                admin,
                "POST",
                "/certificates",
                new JsonObject()
                        .put("certificate", other.chainPem())
                        .put("private_key", other.keyPem().substring(0, 100))
                        .encode());
        tried(
                admin,
                "POST",
                "/certificates",
                new JsonObject()
                        .put("certificate", TestCertificate.of("third.test").chainPem())
                        .put("private_key", other.keyPem())
                        .encode());
        tried(
                admin,
                "POST",
                "/webhooks",
                new JsonObject()
                        .put("name", "bad")
                        .put("url", "ftp://me:" + MISPLACED + "@h/")
                        .put("secret", MISPLACED)
                        .encode());
        tried(admin, "GET", "/explain?url=http://me:" + MISPLACED + "@/", "");
        tried(
                admin,
                "PUT",
                "/desired",
                "sluice: 1\nroutes:\n- {domain: a.test, basic_auth_password: " + MISPLACED + "}\n");
        tried(admin, "PUT", "/desired", "sluice: 1\nsecret: " + MISPLACED + "\n");
        Rest stranger = new Rest(admin.port(), MISPLACED);
        tried(stranger, "GET", "/peers", "");
        tried(stranger, "POST", "/peers", "{}");
    }

    private void tried(Rest admin, String method, String path, String body) {
        Rest.Answer answer = admin.send(method, "/api/v1" + path, BodyPublishers.ofString(body));
        said.put(
                "the answer to " + method + " " + path + " " + body,
                answer.headers().map() + answer.text());
        assertThat(answer.status()).isLessThan(500);
    }

    private void traffic(SluiceProcess sluice) {
        String target = "/?token=" + MISPLACED + "&password=" + PASSWORD + "&word=" + HARMLESS;
        said.put(
                "the answer to traffic",
                new Rest(sluice.httpPort(), MISPLACED).get(target).text());
    }

    private void everythingShown(Rest admin) {
        for (String path : List.of(
                "/api/v1/peers",
                "/api/v1/gateway-pools",
                "/api/v1/routes",
                "/api/v1/tokens",
                "/api/v1/certificates",
                "/api/v1/certificates/1",
                "/api/v1/webhooks",
                "/api/v1/webhooks/1",
                "/api/v1/webhooks/1/deliveries",
                "/api/v1/settings",
                "/api/v1/drills",
                "/api/v1/failover",
                "/api/v1/readiness",
                "/api/v1/status",
                "/api/v1/logs/activity?limit=250",
                "/api/v1/desired",
                "/api/v1/revisions",
                "/api/v1/revisions/2",
                "/api/v1/backup",
                "/metrics",
                "/health/live",
                "/health/ready")) {
            Rest.Answer answer = admin.get(path);
            said.put("GET " + path, answer.headers().map() + answer.text());
        }
    }

    /** All that it keeps, but what a secret is kept in on purpose. */
    private void files(Path stateDir) throws IOException {
        try (Stream<Path> files = Files.walk(stateDir)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                said.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }
}
