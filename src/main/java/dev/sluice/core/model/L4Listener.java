package dev.sluice.core.model;

/**
 * The TCP port of an L4 route.
 *
 * @param protocol always {@code tcp} today
 */
public record L4Listener(String protocol, int port, L4TlsMode tlsMode) {

    /** The one protocol there is. */
    public static final String TCP = "tcp";
}
