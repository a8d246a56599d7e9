package dev.sluice.proxy.mirror;

import dev.sluice.core.mirror.MirrorCounts.Outcome;
import dev.sluice.core.mirror.Mirroring;
import dev.sluice.proxy.http.Wheel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a request: gathered while the request goes its way, then sent once, whole. Its body has to come within the
 * mirror's timeout, and its answer within the same after that; the answer is read and thrown away. It holds a place among the
 * mirror's copies until it is over. Event loop.
 */
public final class Copy extends Wheel.Entry {

    /** Says of a request that it is a copy. Clients cannot: no field that begins so passes from them. */
    public static final CharSequence MARK = HttpHeaders.createOptimized("x-gateway-mirror");

    private static final CharSequence YES = HttpHeaders.createOptimized("1");

    /** What is longer is not read to its end. */
    private static final int LONGEST_ANSWER = 1024 * 1024;

    private final Mirrors mirrors;
    private final Mirroring mirror;
    private final MultiMap fields = HttpHeaders.headers();
    private HttpMethod method = HttpMethod.GET;
    private String target = "/";
    private @Nullable Buffer body;
    private @Nullable HttpClientRequest request;
    private long answered;
    private boolean sent;
    private boolean over;

    Copy(Mirrors mirrors, Mirroring mirror) {
        this.mirrors = mirrors;
        this.mirror = mirror;
        await();
    }

    private void await() {
        mirrors.wheel()
                .schedule(this, System.nanoTime() + mirror.terms().timeout().toNanos());
    }

    /** Takes over line and fields, but for those that frame the body. */
    public void head(HttpClientRequest original, MultiMap written) {
        method = original.getMethod();
        target = original.getURI();
        fields.addAll(written);
        if (!"0".equals(fields.get(HttpHeaders.CONTENT_LENGTH))) {
            fields.remove(HttpHeaders.CONTENT_LENGTH); // it is written with the body
        }
        fields.remove(HttpHeaders.TRANSFER_ENCODING);
        fields.remove(HttpHeaders.EXPECT);
        fields.remove(HttpHeaderNames.TRAILER);
        fields.set(MARK, YES);
    }

    public MultiMap fields() {
        return fields;
    }

    /** Some of the request's body came. */
    public void add(Buffer bytes) {
        if (over) {
            return;
        }
        Buffer known = body == null ? Buffer.buffer() : body;
        body = known;
        if (known.length() + bytes.length() > mirror.terms().maxBodyBytes()) {
            end(Outcome.TOO_LARGE);
        } else {
            known.appendBuffer(bytes);
        }
    }

    /** The request's body is whole, or there is none. */
    public void send() {
        if (over || sent) {
            return;
        }
        sent = true;
        await();
        mirrors.request(mirror.terms()).onComplete(made -> {
            if (made.failed()) {
                end(Outcome.FAILED);
            } else if (over) {
                made.result().reset();
            } else {
                send(made.result());
            }
        });
    }

    private void send(HttpClientRequest made) {
        request = made;
        made.exceptionHandler(failure -> {}); // the answer's future tells the same
        made.setMethod(method).setURI(target);
        made.headers().addAll(fields);
        Buffer whole = body;
        body = null;
        (whole == null ? made.send() : made.send(whole)).onComplete(answer -> {
            if (answer.succeeded()) {
                take(answer.result());
            } else {
                end(Outcome.FAILED);
            }
        });
    }

    private void take(HttpClientResponse answer) {
        answer.exceptionHandler(failure -> end(Outcome.FAILED));
        answer.endHandler(v -> end(Outcome.ANSWERED));
        answer.handler(bytes -> {
            answered += bytes.length();
            if (answered > LONGEST_ANSWER) {
                cut(Outcome.ANSWERED);
            }
        });
    }

    /** The request came to nothing before its body was whole. */
    public void giveUp() {
        end(null);
    }

    @Override
    protected void expired(long now) {
        cut(sent ? Outcome.FAILED : Outcome.DROPPED);
    }

    private void cut(Outcome outcome) {
        HttpClientRequest open = over ? null : request;
        end(outcome);
        if (open != null) {
            open.reset();
        }
    }

    private void end(@Nullable Outcome outcome) {
        if (!over) {
            over = true;
            body = null;
            mirrors.wheel().cancel(this);
            mirror.counts().end();
            if (outcome != null) {
                mirror.counts().count(outcome);
            }
        }
    }
}
