package dev.sluice.agent.config;

import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.AgentL4Route;
import dev.sluice.core.agent.AgentRoute;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Wire;
import dev.sluice.core.rule.HostSyntax;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the front door says. One field that is wrong refuses the whole document, because half of a config would send
 * requests to the wrong place; fields that a newer front door adds are ignored.
 */
public final class AgentConfigReader {

    /** The form that is understood; a front door says another only if ignoring what is new would be wrong. */
    static final int FORMAT = 1;

    private static final Pattern DOMAIN = Pattern.compile("(\\*\\.)?[a-z0-9][a-z0-9.-]{0,252}|[0-9a-f:]{2,39}");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    private final Set<Long> ids = new HashSet<>();
    private final Set<String> places = new HashSet<>();

    private AgentConfigReader() {}

    /**
     * The config in that JSON document.
     *
     * @param etag under which the front door gave it
     * @param peerId whose it must be
     */
    public static AgentConfig read(String document, String etag, long peerId) throws InvalidConfigException {
        JsonObject json;
        try {
            json = new JsonObject(document);
        } catch (DecodeException | ClassCastException e) {
            throw new InvalidConfigException("config: actual no JSON object, expected one");
        }
        Fields fields = new Fields(json, "");
        fields.whole("format", FORMAT, FORMAT);
        if (fields.whole("peer_id", 1, Long.MAX_VALUE) != peerId) {
            throw fields.wrong("peer_id", peerId + ", which this agent is");
        }
        AgentConfigReader reader = new AgentConfigReader();
        List<AgentRoute> routes = new ArrayList<>();
        for (Fields route : fields.objects("routes")) {
            routes.add(reader.route(route));
        }
        List<AgentL4Route> l4Routes = new ArrayList<>();
        for (Fields route : fields.objects("l4_routes")) {
            l4Routes.add(reader.l4Route(route));
        }
        return new AgentConfig(
                peerId, fields.text("peer_name"), choice(fields, "hop", Hop.class), routes, l4Routes, etag);
    }

    private AgentRoute route(Fields fields) throws InvalidConfigException {
        String domain = fields.parsed("domain", fitting(DOMAIN), "a domain in lower case");
        String prefix = fields.parsed("path_prefix", text -> text.startsWith("/") ? text : null, "a path from / on");
        once(fields, "domain", "http " + domain + prefix);
        return new AgentRoute(
                id(fields),
                domain,
                prefix,
                lan(fields),
                fields.parsedOrNull("lan_tls", LanTls::parse, LanTls.EXPECTED),
                mac(fields));
    }

    private AgentL4Route l4Route(Fields fields) throws InvalidConfigException {
        L4TlsMode tls = choice(fields, "tls", L4TlsMode.class);
        boolean alone = tls == L4TlsMode.NONE;
        String domain =
                alone ? fields.text("domain") : fields.parsed("domain", fitting(DOMAIN), "a domain in lower case");
        int port = fields.port("listen_port");
        once(fields, "listen_port", "l4 " + port + " " + (alone ? "" : domain));
        return new AgentL4Route(id(fields), domain, port, tls, lan(fields), mac(fields));
    }

    private long id(Fields fields) throws InvalidConfigException {
        long id = fields.whole("id", 1, Long.MAX_VALUE);
        if (!ids.add(id)) {
            throw fields.wrong("id", "one that no other route has");
        }
        return id;
    }

    /** Two routes at one place: either would be a guess. */
    private void once(Fields fields, String name, String place) throws InvalidConfigException {
        if (!places.add(place)) {
            throw fields.wrong(name, "one that no other route has");
        }
    }

    private static LanHost lan(Fields fields) throws InvalidConfigException {
        String host = fields.parsed("lan_host", text -> HostSyntax.isHost(text) ? text : null, HostSyntax.EXPECTED);
        return new LanHost(host, fields.port("lan_port"));
    }

    private static @Nullable String mac(Fields fields) throws InvalidConfigException {
        return fields.parsedOrNull("wake_mac", fitting(MAC), "a hardware address such as aa:bb:cc:dd:ee:ff");
    }

    private static Function<String, @Nullable String> fitting(Pattern pattern) {
        return text -> pattern.matcher(text).matches() ? text : null;
    }

    private static <E extends Enum<E> & Wire> E choice(Fields fields, String name, Class<E> type)
            throws InvalidConfigException {
        List<E> choices = List.of(type.getEnumConstants());
        return fields.parsed(
                name,
                text -> choices.stream()
                        .filter(choice -> choice.wire().equals(text))
                        .findFirst()
                        .orElse(null),
                "one of " + choices.stream().map(Wire::wire).toList());
    }
}
