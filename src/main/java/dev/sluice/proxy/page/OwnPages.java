package dev.sluice.proxy.page;

import dev.sluice.core.site.PageText;
import dev.sluice.core.site.StatusPage;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Answers with pages of the operator's. Those that are the same for everybody are kept as they are sent, until a table is
 * published. One per event loop.
 */
public final class OwnPages {

    private static final CharSequence POLICY_NAME = HttpHeaders.createOptimized("content-security-policy");

    /** They need no scripts, and what a client sent could become one if it got there unescaped. */
    private static final CharSequence POLICY = HttpHeaders.createOptimized("script-src 'none'; base-uri 'none'");

    private final Map<PageText, Buffer> ready = new IdentityHashMap<>();

    /** Forgets pages that may be gone. */
    public void published() {
        ready.clear();
    }

    /**
     * Writes status and fields of the answer to a failure; nothing is sent yet.
     *
     * @return the body to end the response with
     */
    public Buffer prepare(
            HttpServerResponse response, StatusPage page, Failure failure, String requestId, String host) {
        ErrorPage.writeFields(response, failure);
        return prepare(response, page, new PageText.Facts(failure.status(), failure.sentence(), requestId, host));
    }

    /** The same for a reply, whose fields stay. */
    public Buffer prepare(
            HttpServerResponse response, StatusPage page, Reply reply, String reason, String requestId, String host) {
        OwnAnswer.prepare(response, reply, requestId);
        return prepare(response, page, new PageText.Facts(reply.status(), reason, requestId, host));
    }

    private Buffer prepare(HttpServerResponse response, StatusPage page, PageText.Facts facts) {
        if (!response.headers().contains(POLICY_NAME)) {
            response.putHeader(POLICY_NAME, POLICY);
        }
        PageText html = page.html();
        Buffer body = html.isFixed()
                ? ready.computeIfAbsent(html, text -> Buffer.buffer(text.filled(facts)))
                : Buffer.buffer(html.filled(facts));
        return OwnAnswer.prepare(response, facts.status(), facts.requestId(), Reply.HTML, body);
    }
}
