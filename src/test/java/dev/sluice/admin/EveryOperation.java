package dev.sluice.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One good request for each operation of the document, to things that are there: it succeeds, unless something is made wrong
 * with it. The order is one in which all of them can be done.
 */
final class EveryOperation {

    /** A request; {@code #} in the path stands for the id of something made for it alone, so that it may go. */
    record Asked(String method, String path, @Nullable Object body) {}

    private final Map<String, Asked> all = new LinkedHashMap<>();

    /** Of a site where everything has the id 1, and agents stand behind peer 1. */
    EveryOperation(String certificateChain, String certificateKey, Object backup) {
        get("getLive", "/health/live");
        get("getReady", "/health/ready");
        get("getMetrics", "/metrics");
        get("getDocument", "/openapi.yaml");
        for (String list : new String[] {
            "listPeers /peers",
            "listPools /gateway-pools",
            "listMigrationCandidates /gateway-pools/migration-candidates",
            "listMembers /gateway-pools/1/members",
            "listRoutes /routes",
            "getDesired /desired",
            "listRevisions /revisions",
            "getRevision /revisions/2",
            "listTokens /tokens",
            "getToken /tokens/1",
            "getSession /session",
            "getSettings /settings",
            "getSite /site",
            "listFailover /failover",
            "listDrills /drills",
            "listCertificates /certificates",
            "getCertificate /certificates/1",
            "listCertificateFailures /certificate-failures",
            "getRootCertificate /root-certificate",
            "listWebhooks /webhooks",
            "getWebhook /webhooks/1",
            "listWebhookDeliveries /webhooks/1/deliveries",
            "listReadiness /readiness",
            "listPeerUptime /uptime/peers",
            "listRouteUptime /uptime/routes",
            "explain /explain?url=http://one.test/&client=192.0.2.7",
            "listActivity /logs/activity",
            "streamEvents /events",
            "getStatus /status",
            "getPeer /peers/1",
            "getPool /gateway-pools/1",
            "getRoute /routes/1",
            "takeBackup /backup"
        }) {
            get(list.split(" ")[0], list.split(" ")[1]);
        }
        ask("createPeer", "POST", "/peers", of("name", "made", "host", "127.0.0.9"));
        ask("updatePeer", "PUT", "/peers/1", of("description", "changed"));
        ask("drainPeer", "POST", "/peers/2/drain", null);
        ask("resumePeer", "POST", "/peers/2/resume", null);
        ask("probePeer", "POST", "/peers/1/probe", null);
        ask("failbackPeer", "POST", "/peers/1/failback", null);
        ask("issuePairingCode", "POST", "/peers/1/pairing-code", null);
        ask("unpairPeer", "DELETE", "/peers/1/pairing", null);
        get("agentGet", "/peers/1/agent/api/status");
        ask("agentPost", "POST", "/peers/1/agent/api/config-changed", of());
        ask("agentPut", "PUT", "/peers/1/agent/api/thing", of());
        ask("agentPatch", "PATCH", "/peers/1/agent/api/thing", of());
        ask("agentDelete", "DELETE", "/peers/1/agent/api/thing", null);
        ask("createPool", "POST", "/gateway-pools", of("name", "made", "failback_cooldown_s", 0));
        ask("updatePool", "PUT", "/gateway-pools/1", of("failback_cooldown_s", 5));
        ask("addMember", "POST", "/gateway-pools/2/members", of("peer_id", 2));
        ask("updateMember", "PUT", "/gateway-pools/2/members/2", of("priority", 1));
        ask("removeMember", "DELETE", "/gateway-pools/2/members/2", null);
        ask("replaceMembers", "PUT", "/gateway-pools/2/members", of("members", new JsonArray().add(of("peer_id", 2))));
        ask("createRoute", "POST", "/routes", of("domain", "made.test", "target_peer_id", 1));
        ask("updateRoute", "PUT", "/routes/1", of("description", "changed"));
        ask("pivotRoute", "POST", "/routes/1/pivot", of("to_peer_id", 2));
        ask("failbackRoute", "POST", "/routes/1/failback", null);
        ask("toggleRoute", "POST", "/routes/2/toggle", null);
        ask("migrateRoutes", "POST", "/gateway-pools/1/migrate-routes", of("route_ids", new JsonArray().add(1)));
        ask("relocateRoutes", "POST", "/routes/relocate", relocation(1));
        ask("createToken", "POST", "/tokens", of("name", "made", "scopes", new JsonArray().add("read")));
        ask("setPassword", "PUT", "/password", of("password", "a password of ours"));
        ask("logIn", "POST", "/session", of("password", "a password of ours"));
        ask("updateSite", "PUT", "/site", of("error_pages", null));
        ask("updateSettings", "PUT", "/settings", of("watchdog.fall", 4));
        ask("startDrill", "POST", "/drills", of("peer_id", 2, "for", "5m"));
        ask("endDrill", "DELETE", "/drills/1", null);
        ask(
                "createCertificate",
                "POST",
                "/certificates",
                of("certificate", certificateChain, "private_key", certificateKey));
        ask("createWebhook", "POST", "/webhooks", hook("made"));
        ask("updateWebhook", "PUT", "/webhooks/1", of("enabled", true));
        ask("testWebhook", "POST", "/webhooks/1/test", null);
        ask("sendWebhookDelivery", "POST", "/webhooks/1/deliveries/1/send", null);
        ask("deleteCertificate", "DELETE", "/certificates/1", null);
        ask("deleteWebhook", "DELETE", "/webhooks/1", null);
        ask("revokeToken", "DELETE", "/tokens/1", null);
        ask("deleteRoute", "DELETE", "/routes/1", null);
        ask("deletePool", "DELETE", "/gateway-pools/2", null);
        ask("deletePeer", "DELETE", "/peers/3", null);
        ask("applyDesired", "PUT", "/desired", of("sluice", 1, "routes", new JsonArray()));
        ask("revertToRevision", "POST", "/revisions/2/revert", null);
        ask("restoreBackup", "POST", "/restore?replace=true", backup);
        ask("logOut", "DELETE", "/session", null);
    }

    Map<String, Asked> all() {
        return all;
    }

    private void get(String id, String path) {
        ask(id, "GET", path, null);
    }

    private void ask(String id, String method, String path, @Nullable Object body) {
        all.put(id, new Asked(method, path, body));
    }

    static JsonObject relocation(int route) {
        return of("target_peer_id", 2, "items", new JsonArray().add(of("id", route)));
    }

    static JsonObject hook(String name) {
        return of("name", name, "url", "http://127.0.0.1:1/hook", "events", new JsonArray().add("*"));
    }

    static JsonObject of(Object... fields) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < fields.length; i += 2) {
            object.put((String) fields[i], fields[i + 1]);
        }
        return object;
    }
}
