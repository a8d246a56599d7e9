package dev.sluice.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The way from an upstream connection to its channel, by internals of Vert.x: a pooled one shows it, one of our own pool
 * hides it in a private field.
 */
final class UpstreamChannel {

    private static final VarHandle ACTUAL = actual();

    private UpstreamChannel() {}

    /** The context of the handler that speaks HTTP. */
    static ChannelHandlerContext contextOf(HttpConnection connection) {
        HttpClientConnectionInternal inner = connection instanceof HttpClientConnectionInternal pooled
                ? pooled
                : (HttpClientConnectionInternal) ACTUAL.get((UnpooledHttpClientConnection) connection);
        return inner.channelHandlerContext();
    }

    private static VarHandle actual() {
        try {
            Class<?> holder = UnpooledHttpClientConnection.class;
            return MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                    .findVarHandle(holder, "actual", HttpClientConnectionInternal.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
