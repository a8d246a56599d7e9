package dev.sluice.core.model;

import org.jspecify.annotations.Nullable;

/**
 * That a peer without agent is spoken to over TLS, and which certificate it must show.
 *
 * @param trust which certificates are taken
 * @param serverName the name that the certificate has to be for, and that is asked for (SNI); null is the peer's host
 * @param authorities who vouches for the certificate, in PEM; null is whoever Java trusts here; only if it is verified
 */
public record PeerTls(
        LanTls trust, @Nullable String serverName, @Nullable String authorities) {

    public PeerTls {
        if (authorities != null && trust.kind() != LanTls.Kind.VERIFY) {
            throw new IllegalArgumentException("authorities of " + trust.kind() + ": actual some, expected none");
        }
    }

    /** By the host's own name, and whoever Java trusts here. */
    public static PeerTls of(LanTls trust) {
        return new PeerTls(trust, null, null);
    }
}
