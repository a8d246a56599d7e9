package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.model.Route;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Limits;
import dev.sluice.core.trust.Authorities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That a route is served at a port of its own only, to clients that show a certificate of these authorities in the TLS
 * handshake.
 *
 * @param port that listener's
 * @param authorities in PEM, one or more; each is trusted by itself, whoever has issued it
 * @param names of which a certificate has to have one, as a subject alternative name or as common name; empty for any
 */
public record ClientCertificates(int port, String authorities, List<String> names) implements Feature {

    /** The field of routes. */
    public static final String FIELD = "client_certificates";

    private static final int MOST_NAMES = 100;
    private static final int LONGEST_NAME = 255;

    public ClientCertificates {
        names = List.copyOf(names);
    }

    static ClientCertificates read(Fields in) {
        String ports = "a port from 1 to " + Limits.HIGHEST_PORT + " that is this route's alone";
        in.require("port", ports);
        int port = in.integer("port", 0, 0);
        if (in.named("port") && (port < 1 || port > Limits.HIGHEST_PORT)) {
            in.problem("port", port, ports);
        }
        in.require("authorities", Authorities.EXPECTED);
        String pem = in.text("authorities", "", "");
        List<String> names = in.texts("names");
        if (in.named("authorities")) {
            String wrong = Authorities.wrongOf(pem);
            if (wrong != null) {
                in.problem("authorities", wrong, Authorities.EXPECTED + ", each of an authority (CA:TRUE)");
            }
        }
        if (names.size() > MOST_NAMES) {
            in.problem("names", names.size() + " names", "at most " + MOST_NAMES);
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank() || names.get(i).length() > LONGEST_NAME) {
                in.problem("names[" + i + "]", names.get(i), "a name of 1 to " + LONGEST_NAME + " characters");
            }
        }
        return new ClientCertificates(
                port, Authorities.plain(pem), names.stream().distinct().toList());
    }

    /** What that route wants; null if it asks nobody for a certificate. */
    public static @Nullable ClientCertificates of(Route route) {
        return route.site().isPlain() ? null : route.site().of(ClientCertificates.class);
    }

    /** The port that the route listens on by itself, for L4 or for these certificates; null if it has none. */
    public static @Nullable Integer ownPort(Route route) {
        if (route.l4() != null) {
            return route.l4().port();
        }
        ClientCertificates wanted = of(route);
        return wanted == null ? null : Integer.valueOf(wanted.port());
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("port", port);
        fields.put("authorities", authorities);
        fields.put("names", names);
        return fields;
    }

    /** Without the certificates, which are long. */
    @Override
    public String toString() {
        return "ClientCertificates[" + port + ", " + Authorities.fingerprints(authorities) + ", " + names + "]";
    }
}
