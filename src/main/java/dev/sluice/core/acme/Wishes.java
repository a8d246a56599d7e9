package dev.sluice.core.acme;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are to be obtained: for each public name of an enabled route that ends TLS here one of an authority's, for
 * each private name one of our own, unless the operator brought one that covers it; anew when two thirds of its life are over,
 * or when the authority says so. Pure; one pass over routes and certificates.
 */
public final class Wishes {

    private Wishes() {}

    /**
     * Those for public names, the one whose certificate ends soonest first, names without any before all.
     *
     * @param files what lies in the certificates' directory
     * @param suggested when the authority wants a certificate to be followed; null: it did not say
     */
    public static List<Wish> of(
            Desired desired,
            Collection<CertificateFacts> files,
            Instant now,
            Function<Certificate, @Nullable Instant> suggested) {
        return of(
                desired,
                true,
                files,
                now,
                CertificateSource.ACME,
                PublicNames::isPublic,
                certificate -> isDue(certificate, now, suggested));
    }

    /** The most certificates of our own that there may be; each is kept, opened and shown by every front door. */
    public static final int MOST_OWN = 5_000;

    /**
     * Those for private names, in the same order; of names without any, only as many as there is room for ({@link #MOST_OWN}).
     *
     * @param https whether there is a listener for HTTPS: without it only TCP routes end TLS here
     * @param issuer who signs them now, as {@link CertificateFacts#issuer}: what another signed is followed at once; null if
     *     that is not known yet
     */
    public static List<Wish> ofOwn(
            Desired desired, boolean https, Collection<CertificateFacts> files, Instant now, @Nullable String issuer) {
        List<Wish> wishes = of(
                desired,
                https,
                files,
                now,
                CertificateSource.OWN,
                PrivateNames::isPrivate,
                certificate ->
                        issuer != null && !issuer.equals(certificate.facts().issuer())
                                || !now.isBefore(renewalOf(certificate.facts())));
        long there = desired.certificates().values().stream()
                .filter(each -> each.source() == CertificateSource.OWN)
                .count();
        long more = Math.max(0, MOST_OWN - there);
        long without = wishes.stream().filter(wish -> wish.followed() == null).count();
        return without <= more ? wishes : wishes.stream().skip(without - more).toList();
    }

    private static List<Wish> of(
            Desired desired,
            boolean https,
            Collection<CertificateFacts> files,
            Instant now,
            CertificateSource source,
            Predicate<String> isOfIt,
            Predicate<Certificate> isDue) {
        Set<String> brought = new HashSet<>();
        files.forEach(facts -> addIfGood(brought, facts, now));
        Map<String, Certificate> obtained = new HashMap<>();
        for (Certificate certificate : desired.certificates().values()) {
            if (certificate.source() == CertificateSource.API) {
                addIfGood(brought, certificate.facts(), now);
            } else if (certificate.source() == source) {
                certificate.facts().names().forEach(name -> obtained.merge(name, certificate, Wishes::theLonger));
            }
        }
        List<Wish> wishes = new ArrayList<>();
        for (String name : names(desired, https, isOfIt)) {
            Certificate certificate = obtained.get(name);
            if (!isCovered(name, brought) && (certificate == null || isDue.test(certificate))) {
                wishes.add(new Wish(name, certificate));
            }
        }
        wishes.sort(Comparator.comparing(Wishes::end));
        return wishes;
    }

    /** The names of a state that are not plain on purpose, in the order of its routes. */
    private static Set<String> names(Desired desired, boolean https, Predicate<String> isOfIt) {
        Set<String> names = new LinkedHashSet<>();
        for (Route route : desired.routes().values()) {
            L4Listener l4 = route.l4();
            boolean endsTlsHere = l4 == null ? https : l4.tlsMode() == L4TlsMode.TERMINATE;
            if (route.enabled() && route.httpsEnabled() && endsTlsHere && isOfIt.test(route.domain())) {
                names.add(route.domain());
            }
        }
        return names;
    }

    /** When two thirds of its life are over. */
    public static Instant renewalOf(CertificateFacts facts) {
        Duration life = Duration.between(facts.notBefore(), facts.notAfter());
        return facts.notBefore().plus(life.multipliedBy(2).dividedBy(3));
    }

    private static boolean isDue(
            Certificate certificate, Instant now, Function<Certificate, @Nullable Instant> suggested) {
        Instant theirs = suggested.apply(certificate);
        Instant ours = renewalOf(certificate.facts());
        return !now.isBefore(theirs != null && theirs.isBefore(ours) ? theirs : ours);
    }

    private static Instant end(Wish wish) {
        return wish.followed() == null ? Instant.MIN : wish.followed().facts().notAfter();
    }

    private static Certificate theLonger(Certificate one, Certificate other) {
        return one.facts().notAfter().isBefore(other.facts().notAfter()) ? other : one;
    }

    private static void addIfGood(Set<String> brought, CertificateFacts facts, Instant now) {
        if (facts.notAfter().isAfter(now)) {
            brought.addAll(facts.names());
        }
    }

    private static boolean isCovered(String name, Set<String> brought) {
        int dot = name.indexOf('.');
        return brought.contains(name) || dot >= 0 && brought.contains("*" + name.substring(dot));
    }
}
