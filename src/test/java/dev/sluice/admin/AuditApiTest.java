package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.PairingEdits;
import dev.sluice.core.rule.PairingEdits.NewPairing;
import dev.sluice.testing.TestCertificate;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each change that somebody commands tells who it was, what was before, and what is after; and no secret. */
class AuditApiTest extends ApiTest {

    private static final String SECRET = "planted-secret-0815";

    /** They change nothing that is wanted; or it is told where it happens, and tested there. */
    private static final Set<String> OTHERS = Set.of(
            "probePeer",
            "agentPost",
            "agentPut",
            "agentPatch",
            "agentDelete",
            "testWebhook",
            "sendWebhookDelivery",
            "logIn",
            "logOut",
            "issuePairingCode", // where codes are kept
            "failbackPeer", // by the event of the peer's own move
            "restoreBackup"); // where there is a database

    private final Set<String> heard = new HashSet<>();

    private Reply told(String operation, Supplier<Reply> call) {
        int before = api.plane.events().size();
        Reply reply = call.get();
        assertThat(reply.status()).as("%s: %s", operation, reply.body()).isLessThan(300);
        List<Event> events = api.plane.events();
        List<Event> news = events.subList(0, events.size() - before);
        assertThat(news).as(operation).isNotEmpty();
        for (Event event : news) {
            assertThat(event.actor()).as(operation).isEqualTo("root");
            assertThat(event.details().get("before"))
                    .as("%s %s", operation, event)
                    .isInstanceOf(Map.class);
            assertThat(event.details().get("after"))
                    .as("%s %s", operation, event)
                    .isInstanceOf(Map.class);
            assertThat(event.details().get("before"))
                    .as("%s %s", operation, event)
                    .isNotEqualTo(event.details().get("after"));
            assertThat(event.toString()).as(operation).doesNotContain(SECRET, "PRIVATE KEY");
        }
        heard.add(operation);
        return reply;
    }

    private Reply made(String operation, String path, JsonObject body) {
        return told(operation, () -> api.post(path, body));
    }

    private void changed(String operation, String path, JsonObject body) {
        told(operation, () -> api.put(path, body));
    }

    private void commanded(String operation, String path) {
        told(operation, () -> api.post(path, null));
    }

    private void deleted(String operation, String path) {
        told(operation, () -> api.delete(path));
    }

    private static JsonObject json(String field, Object value) {
        return new JsonObject().put(field, value);
    }

    private long peer(String name) {
        long id = made("createPeer", "/peers", json("name", name).put("host", "127.0.0.1"))
                .id();
        api.plane.answers(id);
        return id;
    }

    @Test
    void everyCommandIsToldWithItsActorAndWhatItChanged() {
        long home = peer("home");
        long spare = peer("spare");
        changed("updatePeer", "/peers/" + home, json("weight", 2));
        fleet(home, spare);
        pairing(home);
        access();
        documents();
        deleted("deletePeer", "/peers/" + peer("gone"));

        Set<String> unsafe = new TreeSet<>(api.contract.operations().entrySet().stream()
                .filter(operation -> !operation.getValue().startsWith("GET "))
                .map(Map.Entry::getKey)
                .toList());
        unsafe.removeAll(OTHERS);
        assertThat(heard).containsExactlyInAnyOrderElementsOf(unsafe);
    }

    private void fleet(long home, long spare) {
        long pool = made("createPool", "/gateway-pools", json("name", "house").put("failback_cooldown_s", 60))
                .id();
        String members = "/gateway-pools/" + pool + "/members";
        changed("replaceMembers", members, json("members", new JsonArray().add(json("peer_id", home))));
        made("addMember", members, json("peer_id", spare));
        changed("updateMember", members + "/" + spare, json("priority", 1));
        changed("updatePool", "/gateway-pools/" + pool, json("failback_cooldown_s", 30));
        long route = made("createRoute", "/routes", json("domain", "a.example").put("target_peer_id", home))
                .id();
        changed("updateRoute", "/routes/" + route, json("description", "new"));
        made("pivotRoute", "/routes/" + route + "/pivot", json("to_peer_id", spare));
        commanded("failbackRoute", "/routes/" + route + "/failback");
        commanded("toggleRoute", "/routes/" + route + "/toggle");
        commanded("toggleRoute", "/routes/" + route + "/toggle");
        commanded("drainPeer", "/peers/" + home + "/drain");
        commanded("resumePeer", "/peers/" + home + "/resume");
        long drill = made("startDrill", "/drills", json("peer_id", home).put("for", "1m"))
                .id();
        deleted("endDrill", "/drills/" + drill);
        made(
                "migrateRoutes",
                "/gateway-pools/" + pool + "/migrate-routes",
                json("route_ids", new JsonArray().add(route)));
        made(
                "relocateRoutes",
                "/routes/relocate",
                json("target_peer_id", spare).put("items", new JsonArray().add(json("id", route))));
        deleted("deleteRoute", "/routes/" + route);
        deleted("removeMember", members + "/" + spare);
        deleted("deletePool", "/gateway-pools/" + pool);
    }

    private void pairing(long home) {
        SealedKey sealed = new SealedKey("0123", "the-sealed-secret");
        NewPairing pairing = new NewPairing(Hop.MTLS, "0a".repeat(32), sealed, sealed, "1.2.3", "192.168.1.2");
        ApiServer.await(
                Future.fromCompletionStage(api.plane.change(PairingEdits.pair(home, pairing, Command.by("agent")))));
        deleted("unpairPeer", "/peers/" + home + "/pairing");
    }

    private void access() {
        long token = made("createToken", "/tokens", json("name", "ci").put("scopes", new JsonArray().add("read")))
                .id();
        deleted("revokeToken", "/tokens/" + token);
        changed("setPassword", "/password", json("password", SECRET));
        changed("updateSettings", "/settings", json("watchdog.fall", 7));
        JsonObject page = json("statuses", new JsonArray().add("404")).put("html", "<p>gone");
        changed("updateSite", "/site", json("error_pages", json("pages", new JsonArray().add(page))));
        TestCertificate certificate = TestCertificate.of("audit.test");
        long id = made(
                        "createCertificate",
                        "/certificates",
                        json("certificate", certificate.chainPem()).put("private_key", certificate.keyPem()))
                .id();
        deleted("deleteCertificate", "/certificates/" + id);
        long webhook = made(
                        "createWebhook",
                        "/webhooks",
                        json("name", "ops").put("url", "https://hooks.example/").put("secret", SECRET))
                .id();
        changed("updateWebhook", "/webhooks/" + webhook, json("enabled", false));
        deleted("deleteWebhook", "/webhooks/" + webhook);
    }

    private void documents() {
        String document = "sluice: 1\nroutes:\n  - {domain: b.example, target_peer: home}\n";
        told("applyDesired", () -> api.apply(document, "?add=true"));
        commanded("revertToRevision", "/revisions/" + (revision() - 1) + "/revert");
    }

    private long revision() {
        return api.plane.snapshot().desired().revision();
    }
}
