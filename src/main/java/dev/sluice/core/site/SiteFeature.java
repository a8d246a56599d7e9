package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.model.Wire;
import dev.sluice.core.rule.Fields;
import java.util.List;
import java.util.function.Function;

/**
 * The features that a route may have, in the order in which they are told of. The field of the route has the feature's name:
 * an object is the feature whole, null switches it off.
 */
public enum SiteFeature implements Wire {
    MAINTENANCE(Maintenance::read),
    ACCESS(Access::read),
    CLIENT_CERTIFICATES(ClientCertificates::read),
    ACCESS_WINDOWS(AccessWindows::read),
    RATE_LIMIT(RateLimit::read),
    PATHS(PathRules::read),
    HEADERS(HeaderRules::read),
    COMPRESSION(Compression::read),
    UPSTREAM(UpstreamTerms::read),
    CIRCUIT_BREAKER(CircuitBreaker::read),
    MIRROR(Mirror::read),
    ERROR_PAGES(ErrorPages::read);

    /** Those that may be said for all routes at once. */
    public static final List<SiteFeature> OF_ALL_ROUTES = List.of(MAINTENANCE, ERROR_PAGES);

    /** Those that may be said for the routes of a pool at once. */
    public static final List<SiteFeature> OF_POOLS = List.of(ERROR_PAGES);

    private final Function<Fields, Feature> read;

    SiteFeature(Function<Fields, Feature> read) {
        this.read = read;
    }

    /** Reads the fields of the feature's object; what is wrong is told to the problems of these. */
    public Feature read(Fields in) {
        Feature feature = read.apply(in);
        in.done();
        return feature;
    }

    /** The names of all, in order. */
    public static List<String> names() {
        return names(List.of(values()));
    }

    /** The names of these, in order. */
    public static List<String> names(List<SiteFeature> some) {
        return some.stream().map(Wire::wire).toList();
    }
}
