package dev.sluice.proxy.site;

import dev.sluice.core.site.Compression;
import dev.sluice.core.site.Placeholder;
import dev.sluice.proxy.compress.CompressedFields;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on a route that does more than forward: what its steps may know of it, and what they leave behind. Event loop. */
public final class Visit {

    private final SitePlan plan;
    private final HttpServerRequest request;
    private final Origin origin;
    private final List<Consumer<MultiMap>> upstreamEdits = new ArrayList<>(0);
    private final List<Consumer<MultiMap>> answerEdits = new ArrayList<>(0);
    private @Nullable Runnable abandon;

    /**
     * Where a request came from and where to.
     *
     * @param client the client's address after trusted proxies, as text
     * @param address the same as 4 or 16 bytes
     * @param scheme http or https
     * @param host lower case, without port
     * @param target in origin form, as received
     * @param path in the normal form that routes are matched on
     */
    public record Origin(
            String client, byte[] address, String scheme, String host, String target, String path, String requestId) {}

    public Visit(SitePlan plan, HttpServerRequest request, Origin origin) {
        this.plan = plan;
        this.request = request;
        this.origin = origin;
    }

    public HttpServerRequest request() {
        return request;
    }

    public Origin origin() {
        return origin;
    }

    /** The steps in their turn. */
    public void enter(Turn end) {
        new Walk(this, plan.steps(), end).passes();
    }

    /** Does that to the fields of the request wherever it is sent: behind our own, before the operator's. */
    public void editUpstreamFields(Consumer<MultiMap> edit) {
        upstreamEdits.add(edit);
    }

    /** Does that to the fields of the answer, whoever gives it: before the operator's edits. */
    public void editAnswerFields(Consumer<MultiMap> edit) {
        answerEdits.add(edit);
    }

    /** What is to be given up if the client leaves while a step waits; null for nothing. */
    public void whileWaiting(@Nullable Runnable giveUp) {
        abandon = giveUp;
    }

    /** The client left, or the request failed otherwise. */
    public void abandoned() {
        Runnable waiting = abandon;
        abandon = null;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** The request's target as upstreams get it. */
    public String upstreamTarget() {
        return plan.rewrite().target(origin);
    }

    /** Which answers are compressed; null for none. */
    public @Nullable Compression compression() {
        return plan.compression();
    }

    /** Changes the fields of a request that is about to be sent. */
    public void writeRequest(MultiMap fields) {
        plan.rewrite().tell(fields, origin);
        upstreamEdits.forEach(edit -> edit.accept(fields));
        if (plan.compression() != null) {
            CompressedFields.restoreConditions(fields);
        }
        plan.request().apply(fields, this::value);
    }

    /** Puts paths that an upstream's answer names into the form in which clients ask, where the route wants that. */
    public void restorePrefix(MultiMap received) {
        plan.rewrite().restore(received, origin);
    }

    /** Changes the fields of the answer, whoever gave it. */
    public void writeResponse(MultiMap fields) {
        answerEdits.forEach(edit -> edit.accept(fields));
        plan.response().apply(fields, this::value);
    }

    /** What stands for a placeholder; for the rest, nothing. */
    String value(Placeholder placeholder) {
        return switch (placeholder) {
            case CLIENT_IP -> origin.client();
            case HOST -> origin.host();
            case METHOD -> request.method().name();
            case PATH -> pathOf(origin.target());
            case QUERY -> queryOf(origin.target());
            case REQUEST_ID -> origin.requestId();
            case REST -> "";
            case SCHEME -> origin.scheme();
        };
    }

    static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    static String queryOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
