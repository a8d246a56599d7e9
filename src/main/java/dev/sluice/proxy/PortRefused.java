package dev.sluice.proxy;

import java.io.IOException;
import java.io.Serial;

/** The front door cannot listen on one of its ports. */
public final class PortRefused extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String scheme;
    private final int port;

    PortRefused(String scheme, int port, Throwable cause) {
        super(scheme + " on port " + port + ": " + cause.getMessage(), cause);
        this.scheme = scheme;
        this.port = port;
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return scheme;
    }

    /** As asked for. */
    public int port() {
        return port;
    }
}
