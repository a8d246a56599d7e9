package dev.sluice.proxy.http;

import dev.sluice.core.site.Compression;
import dev.sluice.core.site.ContentCoding;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.compress.CompressedFields;
import dev.sluice.proxy.compress.Encoder;
import dev.sluice.proxy.site.Visit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body on its way into a content coding, to which its head is fitted when the first bytes have to leave. An answer
 * that ends before that is known whole: it may turn out too short to be compressed, and if not its length can be told.
 */
final class EncodedBody {

    /** What is ready leaves without waiting for the end of the upstream's read. */
    private static final int LEAVES = 16 * 1024;

    private static final int ROOM = 1024;

    private final Exchange exchange;
    private final HttpServerResponse sink;
    private final ContentCoding coding;
    private final int leastLength;
    private @Nullable Encoder encoder;
    private @Nullable Buffer first;
    private ByteBuf ready = Unpooled.EMPTY_BUFFER;
    private boolean plain;
    private boolean begun;
    private boolean fitted;
    private boolean pending;

    private EncodedBody(Exchange exchange, ContentCoding coding, int leastLength) {
        this.exchange = exchange;
        this.sink = exchange.client().response();
        this.coding = coding;
        this.leastLength = leastLength;
    }

    /**
     * Fits the client's head to the rules of the route.
     *
     * @return null if the body goes as it is, or if there is none
     */
    static @Nullable EncodedBody of(Exchange exchange, HttpClientResponse source, boolean bodiless) {
        ClientSide client = exchange.client();
        Visit visit = client.fields().visit();
        Compression rules = visit == null ? null : visit.compression();
        if (rules == null) {
            return null;
        }
        ContentCoding coding = CompressedFields.choose(
                rules,
                client.request().headers(),
                client.request().version(),
                source.statusCode(),
                client.response().headers());
        if (coding == null) {
            return null;
        }
        if (bodiless) {
            CompressedFields.encode(client.response().headers(), coding); // as for a GET
            return null;
        }
        boolean promised = source.headers().contains(HttpHeaders.CONTENT_LENGTH);
        return new EncodedBody(exchange, coding, promised ? 0 : rules.minimumLength());
    }

    /** Takes bytes of the plain body; returns what is to be written by that, if anything is. */
    @Nullable
    Buffer take(Buffer chunk) {
        if (!open()) {
            return chunk;
        }
        Buffer early = first;
        Buffer all = early == null ? chunk : Buffer.buffer().appendBuffer(early).appendBuffer(chunk);
        if (!begun && all.length() < leastLength) {
            first = all;
            return null;
        }
        encode(all);
        return ready.readableBytes() < LEAVES ? null : leaving();
    }

    /** Nothing may wait for more to come; returns what is to be written by that. */
    @Nullable
    Buffer flush() {
        if (!open()) {
            return null;
        }
        Buffer early = first;
        if (early != null) {
            encode(early);
        }
        if (pending) {
            pending = false;
            attempt(encoder -> encoder.flush(ready()));
        }
        return leaving();
    }

    /** The plain body is complete; returns what is to be written by that. */
    @Nullable
    Buffer end(boolean trailed) {
        if (encoder == null || !begun && !fitted) {
            return first;
        }
        attempt(encoder -> encoder.finish(ready()));
        if (encoder == null) {
            return null;
        }
        if (!fitted && !trailed) {
            CompressedFields.encode(sink.headers(), coding);
            sink.headers().remove(HttpHeaders.TRANSFER_ENCODING);
            sink.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(ready.readableBytes()));
            return taken();
        }
        return leaving();
    }

    /** Gives back what it holds; more than once does no harm. */
    void release() {
        Encoder held = encoder;
        encoder = null;
        plain = true;
        if (held != null) {
            held.close();
        }
    }

    /** False if the body goes as it is: too many are being compressed. */
    private boolean open() {
        if (encoder == null && !plain) {
            encoder = exchange.loop().encoders().open(coding);
            plain = encoder == null;
        }
        return !plain;
    }

    private void encode(Buffer plainBytes) {
        first = null;
        begun = true;
        pending = true;
        attempt(encoder -> encoder.encode(((BufferInternal) plainBytes).getByteBuf(), ready()));
    }

    /** What is ready, behind a head that fits. */
    private @Nullable Buffer leaving() {
        if (encoder == null) {
            return null;
        }
        if (!fitted) {
            fitted = true;
            CompressedFields.encode(sink.headers(), coding);
            sink.setChunked(true);
        }
        return taken();
    }

    private void attempt(Consumer<Encoder> work) {
        Encoder held = encoder;
        if (held == null) {
            return; // it failed before
        }
        try {
            work.accept(held);
        } catch (RuntimeException e) {
            exchange.fail(Failure.INTERNAL); // which stops all of it
        }
    }

    private ByteBuf ready() {
        if (ready == Unpooled.EMPTY_BUFFER) {
            ready = Unpooled.buffer(ROOM);
        }
        return ready;
    }

    private @Nullable Buffer taken() {
        if (!ready.isReadable()) {
            return null;
        }
        Buffer made = BufferInternal.buffer(ready);
        ready = Unpooled.EMPTY_BUFFER;
        return made;
    }
}
