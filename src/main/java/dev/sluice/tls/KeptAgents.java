package dev.sluice.tls;

import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.core.rule.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we share with agents, opened: our own identity and each agent's secrets. What cannot be opened is told in the log once.
 * {@link #keep} blocks and is for one thread; the rest is for any, and never waits.
 */
final class KeptAgents {

    /** What the secrets of a pairing are bound to when they are sealed, before the fingerprint of its certificate. */
    static final String GATEWAY_AUTH = "gateway_auth ";

    static final String API_TOKEN = "api_token ";

    private static final Logger LOG = LoggerFactory.getLogger(KeptAgents.class);

    private final SecretKeyFile secret;
    private @Nullable Authority seen;
    private Map<Long, Secrets> bySealed = Map.of();
    private volatile Opened opened = new Opened(null, null, Map.of());

    /** One agent's, and what they were opened from. */
    private record Secrets(
            Pairing sealed,
            @Nullable String gatewayAuth,
            @Nullable String apiToken) {

        boolean isOf(Pairing pairing) {
            return sealed.fingerprint().equals(pairing.fingerprint())
                    && sealed.secret().equals(pairing.secret())
                    && sealed.apiToken().equals(pairing.apiToken());
        }

        boolean areWhole() {
            return gatewayAuth != null && apiToken != null;
        }

        @Override
        public String toString() {
            return "Secrets[of " + sealed.peerId() + "]";
        }
    }

    private record Opened(
            @Nullable InternalIdentity identity, @Nullable String fault, Map<Long, Secrets> secrets) {

        @Override
        public String toString() {
            return "Opened[" + identity + "]";
        }
    }

    KeptAgents(SecretKeyFile secret) {
        this.secret = secret;
    }

    /** These and no others from now on; what was opened before is not opened again. */
    void keep(Agents agents) {
        Authority authority = agents.authority();
        if (authority == null && agents.pairings().isEmpty()) {
            seen = null;
            bySealed = Map.of();
            opened = new Opened(null, null, Map.of());
            return;
        }
        KeySeal seal = null;
        String fault = null;
        try {
            seal = secret.read();
            if (seal == null) {
                fault = secret + " (secret-key-file) is not there";
            }
        } catch (IOException e) {
            fault = "the secret (secret-key-file) cannot be read: " + Objects.toString(e.getMessage());
        }
        InternalIdentity before = opened.identity();
        InternalIdentity identity =
                before != null && authority != null && authority.equals(seen) ? before : identity(authority, seal);
        seen = authority;
        bySealed = secrets(agents.pairings(), seal);
        if (identity == null && fault == null) {
            fault = "the front door's key is sealed under another secret than " + secret
                    + " (secret-key-file) holds, or damaged";
        }
        String why = identity == null ? fault : null;
        if (why != null && !why.equals(opened.fault())) {
            LOG.error("Agents cannot be spoken to: {}", why);
        }
        opened = new Opened(identity, why, bySealed);
    }

    private static @Nullable InternalIdentity identity(@Nullable Authority authority, @Nullable KeySeal seal) {
        if (authority == null || seal == null) {
            return null;
        }
        Problems damage = new Problems();
        List<X509Certificate> own = Chain.read(authority.certificate(), "authority", damage);
        List<X509Certificate> chain = Chain.read(authority.doorCertificate(), "front door", damage);
        if (own.isEmpty() || chain.isEmpty()) {
            return null;
        }
        PrivateKey key = seal.open(authority.doorKey(), Chain.fingerprint(chain.get(0)), KeyKind.EC);
        return key == null ? null : new InternalIdentity(key, chain, own.get(0));
    }

    private Map<Long, Secrets> secrets(Map<Long, Pairing> pairings, @Nullable KeySeal seal) {
        Map<Long, Secrets> next = new HashMap<>();
        pairings.forEach((peerId, pairing) -> {
            Secrets before = bySealed.get(peerId);
            Secrets now = before != null && before.isOf(pairing) && before.areWhole() ? before : secrets(pairing, seal);
            if (!now.areWhole() && (before == null || !before.isOf(pairing))) {
                LOG.error("The secrets of the agent of peer {} cannot be opened: pair it again", peerId);
            }
            next.put(peerId, now);
        });
        return Map.copyOf(next);
    }

    private static Secrets secrets(Pairing pairing, @Nullable KeySeal seal) {
        return seal == null
                ? new Secrets(pairing, null, null)
                : new Secrets(
                        pairing,
                        text(pairing.secret(), GATEWAY_AUTH + pairing.fingerprint(), seal),
                        text(pairing.apiToken(), API_TOKEN + pairing.fingerprint(), seal));
    }

    private static @Nullable String text(SealedKey sealed, String owner, KeySeal seal) {
        byte[] plain = seal.open(sealed, owner);
        return plain == null ? null : new String(plain, StandardCharsets.US_ASCII);
    }

    @Nullable
    InternalIdentity identity() {
        return opened.identity();
    }

    /** Why there is no identity where there should be one. */
    @Nullable
    String fault() {
        return opened.fault();
    }

    @Nullable
    String gatewayAuth(long peerId) {
        Secrets known = opened.secrets().get(peerId);
        return known == null ? null : known.gatewayAuth();
    }

    @Nullable
    String apiToken(long peerId) {
        Secrets known = opened.secrets().get(peerId);
        return known == null ? null : known.apiToken();
    }
}
