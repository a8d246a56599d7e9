package dev.sluice.core.site;

import dev.sluice.core.rule.ServiceUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another service that is asked about each request before it goes on.
 *
 * @param url http or https, with a host; without user, password and fragment
 * @param copyHeaders fields of its consent that upstreams get, and that clients cannot set
 * @param timeout how long it may take to answer
 * @param authorities who vouches for its certificate, in PEM; null is whoever Java trusts here; only if it is https
 */
public record ForwardAuth(
        URI url,
        List<String> copyHeaders,
        Duration timeout,
        @Nullable String authorities) {

    /** The timeout where none is named. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** Where it listens. */
    public int port() {
        return ServiceUrl.port(url);
    }
}
