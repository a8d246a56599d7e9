package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.core.model.Target;
import dev.sluice.proxy.header.HopByHop;
import dev.sluice.proxy.header.RequestHead;
import dev.sluice.proxy.mirror.Copy;
import dev.sluice.proxy.site.Visit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as upstreams get to see it. */
final class UpstreamSide {

    private final ClientSide client;
    private final HttpServerRequest request;
    private final HeadCheck.Result head;
    private final RequestHead.Facts facts;
    private final @Nullable Upgrade upgrade;
    private boolean copied;

    UpstreamSide(ClientSide client, HeadCheck.Result head) {
        this.client = client;
        this.request = client.request();
        this.head = head;
        this.facts = client.facts(head.authority());
        this.upgrade = Upgrade.wanted(client);
    }

    /**
     * Writes line and fields of the request to this upstream; nothing is sent yet. The first time, a copy may go to the
     * route's mirror.
     *
     * @param link the connection that it goes out on
     * @param upload the body; null if there is none
     */
    void write(HttpClientRequest to, UpstreamLink link, RoutePlan plan, Upstream upstream, @Nullable Upload upload) {
        MultiMap received = request.headers();
        to.setMethod(request.method());
        Visit visit = client.fields().visit();
        to.setURI(visit == null ? head.target() : visit.upstreamTarget());
        if (client.hasBody() && !received.contains(HttpHeaders.CONTENT_LENGTH)) {
            to.setChunked(true);
        }
        MultiMap fields = upload == null ? link.fieldsOfBodiless(to) : to.headers();
        RequestHead.write(received, fields, facts);
        if (visit != null) {
            visit.writeRequest(fields);
        }
        if (plan.mirror() != null) {
            copy(to, fields, plan.mirror(), upload);
        }
        if (isForGateway(plan)) {
            RequestHead.writeGateway(fields, plan.lanTargetFor(upstream), head.host());
        }
        String secret = upstream.wantsSecret() ? client.link().loop().secretOf(upstream.peerId()) : null;
        if (secret != null) {
            fields.set(Admission.AUTH, secret);
        }
        if (upgrade != null) {
            upgrade.write(fields);
        } else if (upstream.speaksHttp2()) {
            speakHttp2(to, fields, received);
        }
        if (client.link().isMultiplexed()) {
            joinCookies(fields);
        }
    }

    /** As any upstream gets it, without what is between us and the peer alone. No copy is made of a copy, nor of an upgrade. */
    private void copy(HttpClientRequest original, MultiMap fields, Mirroring mirror, @Nullable Upload upload) {
        if (copied || upgrade != null || request.headers().contains(Copy.MARK)) {
            return;
        }
        copied = true;
        if (!mirror.picks(request.method().name())) {
            return;
        }
        LoopScope loop = client.link().loop();
        Copy copy = loop.mirrors().begin(mirror, upload == null ? 0 : client.declaredBytes());
        if (copy != null) {
            copy.head(original, fields);
            if (client.link().isMultiplexed()) {
                joinCookies(copy.fields());
            }
            if (upload == null) {
                loop.execute(copy::send); // behind the request itself
            } else {
                upload.copyTo(copy);
            }
        }
    }

    /** The host is a pseudo-header; that trailers are welcome may be said, as there they need no more (RFC 9113 8.2.2). */
    private void speakHttp2(HttpClientRequest to, MultiMap fields, MultiMap received) {
        to.authority(HostAndPort.parseAuthority(fields.get(HttpHeaders.HOST), -1));
        fields.remove(HttpHeaders.HOST);
        if (HopByHop.welcomesTrailers(received)) {
            fields.set("te", "trailers");
        }
    }

    /** HTTP/2 may carry one field in pieces; HTTP/1 must not (RFC 9113 8.2.3). */
    private static void joinCookies(MultiMap headers) {
        List<String> crumbs = headers.getAll(HttpHeaders.COOKIE);
        if (crumbs.size() > 1) {
            headers.set(HttpHeaders.COOKIE, String.join("; ", crumbs));
        }
    }

    /** The other protocol that is asked for; null if none is. */
    @Nullable
    Upgrade upgrade() {
        return upgrade;
    }

    /** An agent's routes lead to LAN hosts, which these fields are no business of. */
    private boolean isForGateway(RoutePlan plan) {
        return !client.link().loop().isAgent() && !(plan.route().target() instanceof Target.Regular);
    }
}
