package dev.sluice.proxy.mirror;

import dev.sluice.core.mirror.MirrorCounts.Outcome;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.site.Mirror;
import dev.sluice.proxy.ServiceClient;
import dev.sluice.proxy.UpstreamLimits;
import dev.sluice.proxy.http.Wheel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** Where copies of one event loop's requests go: by connections of their own, apart from those to peers. */
public final class Mirrors {

    /** As many as a route may have copies under way. */
    private static final int CONNECTIONS = 256;

    private static final int WAITING = 256;

    private final Vertx vertx;
    private final Wheel wheel;
    private final UpstreamLimits limits;
    /** Made when the first copy is. */
    private @Nullable ServiceClient client;

    /** Those of the calling event loop. */
    public Mirrors(Vertx vertx, Wheel wheel, UpstreamLimits limits) {
        this.vertx = vertx;
        this.wheel = wheel;
        this.limits = limits;
    }

    /**
     * A copy that may be made; null, and counted, if none may.
     *
     * @param declared how long the request's body will be; -1 if nobody says
     */
    public @Nullable Copy begin(Mirroring mirror, long declared) {
        if (declared > mirror.terms().maxBodyBytes()) {
            mirror.counts().count(Outcome.TOO_LARGE);
            return null;
        }
        return mirror.begin() ? new Copy(this, mirror) : null;
    }

    Wheel wheel() {
        return wheel;
    }

    /** A request to the mirror, once there is a connection. */
    Future<HttpClientRequest> request(Mirror mirror) {
        ServiceClient known = client == null ? ServiceClient.open(vertx, limits, CONNECTIONS, WAITING) : client;
        client = known;
        return known.request(mirror.url(), mirror.authorities(), new RequestOptions());
    }
}
