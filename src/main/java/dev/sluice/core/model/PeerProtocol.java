package dev.sluice.core.model;

/** What a peer is spoken to with when requests are sent to it. */
public enum PeerProtocol implements Wire {
    /** HTTP/1.1, over TLS if the peer is. */
    HTTP1,
    /** HTTP/2 without TLS, begun without asking ("prior knowledge", RFC 9113, 3.3). */
    H2C,
    /** HTTP/2 over TLS, agreed upon by ALPN (RFC 9113, 3.2). */
    H2
}
