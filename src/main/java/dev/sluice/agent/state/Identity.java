package dev.sluice.agent.state;

import dev.sluice.core.model.Hop;
import dev.sluice.core.port.InternalIdentity;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who this agent is: what its pairing made of it.
 *
 * @param chain the agent's certificate first
 * @param authority whose certificates it trusts
 * @param hop {@link Hop#MTLS} or {@link Hop#SECRET}
 * @param gatewayAuth what the front door brings along in {@code X-Gateway-Auth}
 * @param apiToken what callers of the agent's own API bring along
 * @param codeHash lower-case hex SHA-256 of the code that it was paired by: the same code again is no new pairing
 */
public record Identity(
        long peerId,
        String peerName,
        PrivateKey key,
        List<X509Certificate> chain,
        X509Certificate authority,
        Hop hop,
        String gatewayAuth,
        String apiToken,
        String codeHash) {

    public Identity {
        chain = List.copyOf(chain);
    }

    /** What it shows to the front door, and whom it trusts. */
    public InternalIdentity shown() {
        return new InternalIdentity(key, chain, authority);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "Identity[" + peerId + " " + peerName + ", " + hop.wire() + "]";
    }
}
