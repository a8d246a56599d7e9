package dev.sluice.tls;

import dev.sluice.core.model.Agents;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.port.InternalCertificates;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.core.rule.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The internal certificate authority: makes itself and the front door's certificate, signs those of agents, and keeps what of
 * the desired state is needed at hand, opened. Works on the thread of its room.
 */
public final class InternalAuthority implements InternalCertificates {

    private static final Period OF_THE_AUTHORITY = Period.ofYears(20);
    /** An agent gets a new one by being paired again. */
    private static final Period OF_AN_AGENT = Period.ofYears(10);

    private static final int SECRET_BYTES = 32;

    private final SecretKeyFile secret;
    private final RoomThread thread;
    private final SecureRandom random = new SecureRandom();
    private final KeptAgents kept;

    InternalAuthority(SecretKeyFile secret, RoomThread thread) {
        this.secret = secret;
        this.thread = thread;
        this.kept = new KeptAgents(secret);
    }

    /** These of the desired state count from now on; complete once all else goes by them. */
    public CompletionStage<Void> keep(Agents agents) {
        return thread.run(() -> {
            kept.keep(agents);
            return null;
        });
    }

    @Override
    public CompletionStage<Authority> make() {
        return thread.run(() -> {
            KeySeal seal = seal();
            InternalIssuer issuer = InternalIssuer.make(OF_THE_AUTHORITY);
            KeyPair door = EcKeys.make();
            X509Certificate shown = issuer.issue(door.getPublic(), InternalIdentity.FRONT_DOOR, OF_THE_AUTHORITY);
            return new Authority(
                    pem(issuer.certificate()),
                    seal.seal(issuer.key(), Chain.fingerprint(issuer.certificate())),
                    pem(shown) + pem(issuer.certificate()),
                    seal.seal(door.getPrivate(), Chain.fingerprint(shown)));
        });
    }

    @Override
    public CompletionStage<Void> examine(String request) {
        return thread.run(() -> {
            SigningRequest.keyOf(request);
            return null;
        });
    }

    @Override
    public CompletionStage<Issued> issue(Authority authority, long peerId, String request) {
        return thread.run(() -> {
            PublicKey asked = SigningRequest.keyOf(request);
            KeySeal seal = seal();
            X509Certificate own = certificate(authority);
            InternalIssuer issuer = InternalIssuer.of(key(authority, own, seal), own);
            X509Certificate made = issuer.issue(asked, InternalIdentity.nameOf(peerId), OF_AN_AGENT);
            String fingerprint = Chain.fingerprint(made);
            String gatewayAuth = newSecret();
            String apiToken = newSecret();
            return new Issued(
                    pem(made) + pem(own),
                    fingerprint,
                    gatewayAuth,
                    sealed(gatewayAuth, KeptAgents.GATEWAY_AUTH + fingerprint, seal),
                    apiToken,
                    sealed(apiToken, KeptAgents.API_TOKEN + fingerprint, seal));
        });
    }

    private KeySeal seal() {
        try {
            return secret.readOrMake();
        } catch (IOException e) {
            throw new UncheckedIOException("Keys cannot be sealed: secret-key-file: " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(Authority authority) {
        List<X509Certificate> read = Chain.read(authority.certificate(), "authority", new Problems());
        if (read.isEmpty()) {
            throw new IllegalStateException("the internal authority's certificate is damaged");
        }
        return read.get(0);
    }

    private PrivateKey key(Authority authority, X509Certificate certificate, KeySeal seal) {
        PrivateKey key = seal.open(authority.key(), Chain.fingerprint(certificate), KeyKind.EC);
        if (key == null) {
            throw new IllegalStateException("the internal authority's key is sealed under the secret "
                    + authority.key().secret() + ", but " + secret + " (secret-key-file) holds " + seal.id());
        }
        return key;
    }

    private String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static SealedKey sealed(String text, String owner, KeySeal seal) {
        return seal.seal(text.getBytes(StandardCharsets.US_ASCII), owner);
    }

    private static String pem(X509Certificate certificate) {
        return PemBlock.certificate(Chain.encoded(certificate));
    }

    @Override
    public @Nullable InternalIdentity identity() {
        return kept.identity();
    }

    @Override
    public @Nullable String fault() {
        return kept.fault();
    }

    @Override
    public @Nullable String gatewayAuth(long peerId) {
        return kept.gatewayAuth(peerId);
    }

    @Override
    public @Nullable String apiToken(long peerId) {
        return kept.apiToken(peerId);
    }

    @Override
    public CompletionStage<Void> settled() {
        return thread.run(() -> null);
    }
}
