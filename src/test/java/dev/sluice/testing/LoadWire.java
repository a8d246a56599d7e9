package dev.sluice.testing;

/** What the requests of a {@link LoadRun} are sent in. Certificates are taken as they come. */
public enum LoadWire {
    /** HTTP/1.1 on as many keep-alive connections as there are requests in flight. */
    HTTP1,
    /** The same, in TLS. */
    HTTP1_TLS,
    /** HTTP/2 in TLS: many streams on few connections. */
    HTTP2_TLS,
    /** HTTP/2 without TLS, by prior knowledge. */
    HTTP2_CLEAR;

    LoadClient to(int port, String host, String path) {
        boolean tls = this == HTTP1_TLS || this == HTTP2_TLS;
        return this == HTTP1 || this == HTTP1_TLS
                ? new KeepAliveClient(port, host, path, tls)
                : new Http2Client(port, host, path, tls);
    }
}
