package dev.sluice.core.agent;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Peer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one agent is told: in advance, every route that any pivot could send to its gateway. So a pivot works while
 * nothing can be told to it.
 *
 * @param routes by id, ascending; so the others
 * @param etag lower-case hex SHA-256 over all fields: equal for equal contents, another for any other
 */
public record AgentConfig(
        long peerId, String peerName, Hop hop, List<AgentRoute> routes, List<AgentL4Route> l4Routes, String etag) {

    /** The form of what is hashed; to be raised when a field is added, so that agents fetch it. */
    private static final String FORM = "sluice-agent-config 1";

    public AgentConfig {
        routes = List.copyOf(routes);
        l4Routes = List.copyOf(l4Routes);
    }

    /** The config of that peer's agent; null if there is no such peer. See {@link AgentConfigs} for those of many. */
    public static @Nullable AgentConfig of(Desired desired, long peerId) {
        return AgentConfigs.of(desired, List.of(peerId)).get(peerId);
    }

    static AgentConfig of(Peer peer, Hop hop, List<AgentRoute> routes, List<AgentL4Route> l4Routes) {
        return new AgentConfig(
                peer.id(), peer.name(), hop, routes, l4Routes, sha256(canonical(peer, hop, routes, l4Routes)));
    }

    /** One line for each thing; fields are told apart by a character that none of them can hold. */
    private static String canonical(Peer peer, Hop hop, List<AgentRoute> routes, List<AgentL4Route> l4Routes) {
        StringBuilder text = new StringBuilder(200 + 100 * (routes.size() + l4Routes.size()));
        line(text, FORM, peer.id(), peer.name(), hop.wire());
        for (AgentRoute route : routes) {
            LanTls tls = route.lanTls();
            line(
                    text,
                    "route",
                    route.id(),
                    route.domain(),
                    route.pathPrefix(),
                    route.lan().host(),
                    route.lan().port(),
                    tls == null ? null : tls.wire(),
                    route.wakeMac());
        }
        for (AgentL4Route route : l4Routes) {
            line(
                    text,
                    "l4",
                    route.id(),
                    route.domain(),
                    route.listenPort(),
                    route.tls().wire(),
                    route.lan().host(),
                    route.lan().port(),
                    route.wakeMac());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, @Nullable Object... fields) {
        for (Object field : fields) {
            text.append(field == null ? "" : field).append('\t');
        }
        text.append('\n');
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
