package dev.sluice.system;

import dev.sluice.core.port.InternalIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What strangers say. */
final class Tries {

    /** How HTTP/2 begins. */
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

    private static final byte[] INTRODUCTION =
            HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000c7f0000017f00000100010001");

    private Tries() {}

    static String request(String line, String host, String... fields) {
        StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** What a stranger might try at that port, for a domain whose route the agent has. */
    static List<String> at(int port, String domain) {
        return List.of(
                request("GET /", domain),
                request("POST /", domain, "Content-Length: 3") + "abc",
                request("GET /", domain, "X-Gateway-Target-Domain: " + domain, "X-Gateway-Target: 127.0.0.1:80"),
                request("GET /", InternalIdentity.FRONT_DOOR, "X-Gateway-Target-Domain: " + domain),
                request("GET /", domain, "X-Gateway-Error: not_mine", "X-Gateway-Peer: 1", "X_Gateway_Auth: 1"),
                request("GET /", domain, "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: " + domain),
                request("GET /", domain, "Forwarded: for=127.0.0.1;host=" + domain, "X-Real-IP: 127.0.0.1"),
                request("GET /", "localhost"),
                request("GET /", domain + ":" + port),
                request("GET http://" + domain + "/", domain),
                request("CONNECT " + domain + ":443", domain + ":443"),
                request("OPTIONS *", domain),
                request("TRACE /", domain),
                request(
                        "GET /",
                        domain,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
                request("GET /", domain, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAAA"),
                request("GET /", domain, "X: " + "x".repeat(40_000)),
                "GET / HTTP/1.0\r\n\r\n",
                PREFACE);
    }

    /** The PROXY protocol's header (version 2), with that secret in it. */
    static byte[] introduction(String secret) {
        byte[] value = secret.getBytes(StandardCharsets.US_ASCII);
        int start = INTRODUCTION.length;
        if (value.length == 0) {
            return INTRODUCTION.clone();
        }
        byte[] header = Arrays.copyOf(INTRODUCTION, start + 3 + value.length);
        header[15] += (byte) (3 + value.length);
        header[start] = (byte) 0xE0;
        header[start + 2] = (byte) value.length;
        System.arraycopy(value, 0, header, start + 3, value.length);
        return header;
    }
}
