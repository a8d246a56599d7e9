package dev.sluice.tls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate is shown for which name: the exact name first, then a wildcard for its first label, then the default.
 * Immutable; lookups hash. Where several cover a name, the one that lasts longest is shown, per kind of key.
 */
final class CertificateIndex {

    static final CertificateIndex EMPTY = new CertificateIndex(List.of(), "");

    private final Map<String, Choice> byName = new HashMap<>();
    private final Map<String, OpenedCertificate> byAlias = new HashMap<>();
    private final @Nullable Choice byDefault;
    private final @Nullable Choice nameless;

    /**
     * An index.
     *
     * @param defaultName the host whose certificate is shown to clients that ask for a name that is not here, or for none;
     *     empty if these are refused
     */
    CertificateIndex(Collection<OpenedCertificate> certificates, String defaultName) {
        for (OpenedCertificate certificate : certificates) {
            byAlias.put(certificate.alias(), certificate);
            for (String name : certificate.facts().names()) {
                byName.put(name, byName.getOrDefault(name, Choice.NONE).with(certificate));
            }
        }
        this.byDefault = defaultName.isEmpty() ? null : named(defaultName);
        this.nameless = byDefault != null ? byDefault : only(certificates);
    }

    /** The choice if there is nothing to choose: one certificate, or one of each kind for the same names. */
    private @Nullable Choice only(Collection<OpenedCertificate> certificates) {
        Set<Set<String>> nameSets = certificates.stream()
                .map(certificate -> Set.copyOf(certificate.facts().names()))
                .collect(Collectors.toSet());
        return nameSets.size() == 1
                ? byName.get(nameSets.iterator().next().iterator().next())
                : null;
    }

    /** The wildcard that would cover the host: {@code *} in the place of its first label; empty if it has one label. */
    static String wildcard(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? "" : "*" + host.substring(dot);
    }

    /** What covers this host, in lower case; null if nothing does. */
    @Nullable
    Choice named(String host) {
        String name = host.startsWith("[") && host.endsWith("]")
                ? CertificateNames.address(host.substring(1, host.length() - 1))
                : host;
        Choice exact = byName.get(name);
        return exact != null ? exact : byName.get(wildcard(name));
    }

    /**
     * What a handshake shows; null if it is refused.
     *
     * @param serverName as the client asks for it, in lower case; null if it does not say
     */
    @Nullable
    Choice choose(@Nullable String serverName) {
        if (serverName == null) {
            return nameless;
        }
        Choice named = named(serverName);
        return named != null ? named : byDefault;
    }

    /** Whether a connection that was opened for the one may carry requests for the other: unless that has a better one. */
    boolean serves(@Nullable String serverName, String host) {
        if (host.equals(serverName)) {
            return true;
        }
        Choice own = named(host);
        if (own == null) {
            return true; // another connection would show nothing that is good for it either
        }
        Choice shown = choose(serverName);
        return shown != null && (shown.covers(host) || shown.equals(own));
    }

    /** The certificate that engines know by this alias; null if it is not here. */
    @Nullable
    OpenedCertificate byAlias(String alias) {
        return byAlias.get(alias);
    }

    /** The names for which each certificate is shown, in order, by alias; no entry for one that is shown for none. */
    Map<String, List<String>> shownFor() {
        Map<String, List<String>> shown = new HashMap<>();
        new TreeMap<>(byName).forEach((name, choice) -> choice.all()
                .forEach(certificate -> shown.computeIfAbsent(certificate.alias(), alias -> new ArrayList<>())
                        .add(name)));
        return shown;
    }

    Collection<OpenedCertificate> all() {
        return byAlias.values();
    }
}
