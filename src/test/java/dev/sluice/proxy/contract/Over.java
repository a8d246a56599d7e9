package dev.sluice.proxy.contract;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Speaker;
import java.util.function.Function;

/** The ways to speak with a front door. */
public enum Over {
    HTTP1(door -> Http1Speaker.plain(door.port())),
    HTTP1_IN_TLS(door -> Http1Speaker.tls(door.httpsPort())),
    HTTP2(door -> Http2Speaker.plain(door.port())),
    HTTP2_IN_TLS(door -> Http2Speaker.tls(door.httpsPort()));

    private final Function<Door, Speaker> connecting;

    Over(Function<Door, Speaker> connecting) {
        this.connecting = connecting;
    }

    public Speaker connect(Door door) {
        return connecting.apply(door);
    }

    /** Whether several requests may be under way on a connection. */
    public boolean isMultiplexed() {
        return this == HTTP2 || this == HTTP2_IN_TLS;
    }
}
