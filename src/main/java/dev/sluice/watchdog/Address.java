package dev.sluice.watchdog;

import dev.sluice.core.model.Peer;

/** The spelling of where a probe asks. */
final class Address {

    private static final int HTTP = 80;

    private Address() {}

    /** Host and port; an IPv6 address in brackets. */
    static String of(Peer peer) {
        return host(peer) + ":" + peer.probePort();
    }

    /** The same as a Host header wants it: without HTTP's own port (RFC 9110 section 7.2). */
    static String asAuthority(Peer peer) {
        return peer.probePort() == HTTP ? host(peer) : of(peer);
    }

    private static String host(Peer peer) {
        return peer.host().indexOf(':') >= 0 && !peer.host().startsWith("[") ? "[" + peer.host() + "]" : peer.host();
    }
}
