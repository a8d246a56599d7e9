package dev.sluice.tls;

import dev.sluice.core.model.CertificateSource;
import java.time.Instant;
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
 * Immutable; lookups hash. Where several cover a name, the one that stands best is shown, and of these the one that lasts longest,
 * per kind of key; a wildcard goes before an exact name that stands worse.
 */
final class CertificateIndex {

    static final CertificateIndex EMPTY = new CertificateIndex(List.of(), "", Instant.EPOCH);

    private final Map<String, Choice> byName = new HashMap<>();
    private final Map<String, OpenedCertificate> byAlias = new HashMap<>();
    private final @Nullable Choice byDefault;
    private final @Nullable Choice nameless;

    /**
     * An index.
     *
     * @param defaultName the host whose certificate is shown to clients that ask for a name that is not here, or for none;
     *     empty if these are refused
     * @param now when they are judged
     */
    CertificateIndex(Collection<OpenedCertificate> certificates, String defaultName, Instant now) {
        for (OpenedCertificate certificate : certificates) {
            byAlias.put(certificate.alias(), certificate);
            Choice alone = Choice.of(certificate, Standing.of(certificate, now));
            certificate.facts().names().forEach(name -> byName.merge(name, alone, Choice::or));
        }
        byName.replaceAll((name, exact) -> {
            Choice wild = byName.get(wildcard(name));
            return wild != null && wild.standing().compareTo(exact.standing()) < 0 ? wild : exact;
        });
        this.byDefault = defaultName.isEmpty() ? null : named(defaultName);
        this.nameless = byDefault != null ? byDefault : only(certificates);
    }

    /**
     * The choice if there is nothing to choose: one certificate, or one of each kind for the same names. Those of our own count
     * only where there are no others: they come with routes, and must take nothing from clients that did without.
     */
    private @Nullable Choice only(Collection<OpenedCertificate> certificates) {
        boolean allOwn = certificates.stream().allMatch(each -> each.source() == CertificateSource.OWN);
        Set<Set<String>> nameSets = certificates.stream()
                .filter(each -> allOwn || each.source() != CertificateSource.OWN)
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

    /** What a handshake shows that asks for no name, at that address of ours; null if it is refused. */
    @Nullable
    Choice chooseAt(String address) {
        Choice named = named(CertificateNames.address(address));
        return named != null ? named : nameless;
    }

    /** Whether a connection that was opened for the one may carry requests for the other: unless that has a better one. */
    boolean serves(@Nullable String serverName, String host) {
        if (host.equals(serverName) || serverName == null && ServerNames.isAddress(host)) {
            return true; // who asks for an address names none
        }
        Choice own = named(host);
        if (own == null || own.isOwn()) {
            return true; // another connection would show nothing either that is good to everybody
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
