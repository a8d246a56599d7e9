package dev.sluice.imports.gatecontrol;

import dev.sluice.imports.Findings;
import dev.sluice.imports.UnreadableException;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.json.JsonNode;
import dev.sluice.imports.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a backup of GateControl (versions 2 to 5 of its format) into a draft of a document. */
public final class GateControlImport {

    private static final Set<Long> VERSIONS = Set.of(2L, 3L, 4L, 5L);

    /** Parts of a backup that have no counterpart, and why. */
    private static final SortedMap<String, String> OTHERS = new TreeMap<>(Map.of(
            "api_tokens", "tokens are made anew",
            "peer_groups", "peers are in no groups but pools",
            "plugins", "Sluice has no plugins",
            "rdp_routes", "Sluice shows no desktops; a TCP route passes RDP on",
            "service_bundles", "routes are in no bundles",
            "tags", "peers and routes have no tags",
            "users", "Sluice knows tokens, and no users",
            "webhooks", "webhooks are to be made anew, since theirs are signed"));

    private GateControlImport() {}

    /**
     * Reads a backup.
     *
     * @param name the file's, for errors
     * @throws UnreadableException if it is none, or of a version that is not known
     */
    public static Draft backup(String name, String text, Findings findings) {
        JsonNode root = JsonText.read(name, text);
        Long version = root.at("version").number();
        JsonNode data = root.at("data");
        boolean sound = data.isObject()
                && data.at("peers").isList()
                && data.at("routes").isList();
        if (version == null || !sound) {
            throw new UnreadableException(
                    name, "no backup of GateControl; expected version, data.peers and data.routes");
        }
        if (!VERSIONS.contains(version)) {
            throw new UnreadableException(name, "version " + version + " of the format; expected 2 to 5");
        }
        Draft draft = new Draft();
        BackupPeers peers = new BackupPeers(data, draft, findings);
        RouteAuthentication authentication = RouteAuthentication.of(data.at("route_auth"));
        List<JsonNode> routes = data.at("routes").items();
        BackupRoutes reader = new BackupRoutes(peers, authentication, draft, findings);
        routes.forEach(reader::read);
        tellOthers(data, findings);
        return draft;
    }

    private static void tellOthers(JsonNode data, Findings findings) {
        OTHERS.forEach((part, why) -> {
            int count = data.at(part).items().size();
            if (count > 0) {
                findings.leftOut("data." + part, count + (count == 1 ? " entry" : " entries"), why);
            }
        });
        if (!data.at("settings").items().isEmpty()) {
            findings.leftOut("data.settings", "settings", "Sluice has settings of its own (docs/settings.md)");
        }
        data.at("gateway_meta");
        for (String part : data.unread()) {
            findings.leftOut("data." + part, part, "not a part that the importer reads");
        }
    }
}
