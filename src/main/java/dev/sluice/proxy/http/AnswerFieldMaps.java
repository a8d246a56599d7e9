package dev.sluice.proxy.http;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

/**
 * Makes the maps for the fields and trailers of answers as they are decoded: Vert.x's own, which need less than Netty's, and refuse what
 * Netty's do (RFC 9110 5.1, 5.5).
 */
final class AnswerFieldMaps implements HttpHeadersFactory {

    static final HttpHeadersFactory INSTANCE = new AnswerFieldMaps();

    private AnswerFieldMaps() {}

    @Override
    public HttpHeaders newHeaders() {
        return HeadersMultiMap.httpHeaders(AnswerFieldMaps::check);
    }

    @Override
    public HttpHeaders newEmptyHeaders() {
        return newHeaders();
    }

    private static void check(CharSequence name, CharSequence value) {
        if (name.isEmpty() || HttpHeaderValidationUtil.validateToken(name) >= 0) {
            throw new IllegalArgumentException("field name: expected a token");
        }
        if (HttpHeaderValidationUtil.validateValidHeaderValue(value) >= 0) {
            throw new IllegalArgumentException("field value: expected no control characters");
        }
    }
}
