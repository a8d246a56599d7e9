package dev.sluice.admin.page;

import dev.sluice.admin.http.Accepted;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Writer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the web page, which holds no secret and is open to everybody who may reach the admin address; what it shows comes from
 * the API, which is not. One event loop; the files are read on a worker, at the first visit.
 */
public final class WebPage implements Handler<RoutingContext> {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ICON = "/favicon.ico";

    private final Vertx vertx;
    private @Nullable Future<PageFiles> files;

    public WebPage(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.request().path();
        if (path == null || !(PagePaths.contains(path) || path.startsWith(PageFiles.ROOT) || path.equals(ICON))) {
            context.next();
            return;
        }
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            throw new ApiProblem(
                    405,
                    "method_not_allowed",
                    method + " is not possible here",
                    List.of(),
                    Map.of("Allow", "GET, HEAD"));
        }
        files().onSuccess(all -> answer(context, path, all)).onFailure(failure -> Writer.fail(context, failure));
    }

    /** Those that were read, or are being read; what has failed is tried again. */
    private Future<PageFiles> files() {
        Future<PageFiles> known = files;
        if (known == null || known.failed()) {
            known = vertx.executeBlocking(PageFiles::read, false);
            files = known;
        }
        return known;
    }

    private static void answer(RoutingContext context, String path, PageFiles all) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (PagePaths.contains(path)) {
            index(context, all);
            return;
        }
        PageFile file = path.equals(ICON) ? all.icon() : all.file(path);
        if (file == null) {
            Writer.fail(context, new ApiProblem(404, "not_found", "There is nothing at this path"));
            return;
        }
        response.putHeader("Cache-Control", path.equals(ICON) ? "public, max-age=86400" : FOR_EVER);
        send(context, file);
    }

    private static void index(RoutingContext context, PageFiles all) {
        HttpServerResponse response = context.response();
        response.putHeader("Cache-Control", "no-cache");
        response.putHeader("ETag", all.tag());
        response.putHeader("Content-Security-Policy", all.policy());
        // Without any, browsers would say Origin: null in some of the requests that we compare it in.
        response.putHeader("Referrer-Policy", "same-origin");
        if (Accepted.has(context.request().headers(), all.tag())) {
            response.putHeader("Vary", "Accept-Encoding").setStatusCode(304).end();
        } else {
            send(context, all.index());
        }
    }

    private static void send(RoutingContext context, PageFile file) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", file.type().wire());
        response.putHeader("Vary", "Accept-Encoding");
        boolean zipped = Accepted.gzip(context.request().headers());
        Buffer body = zipped ? file.zipped() : file.plain();
        if (zipped) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.putHeader("Content-Length", String.valueOf(body.length())); // HEAD tells it too
        response.end(body);
    }
}
