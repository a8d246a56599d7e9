package dev.sluice.tls.acme;

import dev.sluice.tls.EcKeys;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;

/** Asks one authority for certificates. Each call blocks for seconds, at most for some minutes; any thread. */
final class AcmeClient {

    private static final Duration ANSWER = Duration.ofSeconds(20);
    /** For the authority to look at our answer, and again to sign. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final AcmeOptions options;
    private final Challenges challenges;

    /** What was obtained, in PEM: the certificate first, then each one's issuer, and the key. */
    record Issued(String chain, String key) {

        @Override
        public String toString() {
            return "Issued[...]";
        }
    }

    AcmeClient(AcmeOptions options, Challenges challenges) {
        this.options = options;
        this.challenges = challenges;
    }

    /**
     * A certificate for that name with a key of its own.
     *
     * @param account ours, which is made where the authority does not know it
     * @param replaced the one that it will follow; null: there is none
     */
    Issued obtain(KeyPair account, String name, @Nullable X509Certificate replaced)
            throws AcmeFailure, InterruptedException {
        try {
            Login login = login(account);
            Order order = order(login, name, replaced);
            for (Authorization authorization : order.getAuthorizations()) {
                prove(authorization, name);
            }
            KeyPair key = EcKeys.make();
            order.execute(key);
            Status status = order.waitForCompletion(PATIENCE);
            if (status != Status.VALID) {
                throw new AcmeFailure(told(name, "the order", status, order.getError()), null, null);
            }
            return new Issued(chain(order.getCertificate()), EcKeys.pem(key.getPrivate()));
        } catch (AcmeRateLimitedException e) {
            throw new AcmeFailure(
                    name + ": " + options.directory() + " has a limit: " + e.getMessage(),
                    e,
                    e.getRetryAfter().orElse(null));
        } catch (AcmeException | RuntimeException e) {
            throw new AcmeFailure(name + ": " + options.directory() + ": " + reason(e), e, null);
        }
    }

    /**
     * When the authority wants this certificate to be followed by another (RFC 9773); empty if it says nothing of that.
     */
    Optional<Instant> suggestedRenewal(KeyPair account, X509Certificate certificate) throws AcmeFailure {
        try {
            Session session = session();
            if (session.resourceUrlOptional(Resource.RENEWAL_INFO).isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    login(session, account).bindRenewalInfo(certificate).getSuggestedWindowStart());
        } catch (AcmeException | RuntimeException e) {
            throw new AcmeFailure(options.directory() + ": " + reason(e), e, null);
        }
    }

    private Session session() {
        Session session = new Session(options.directory(), new TrustedProvider(options.root()));
        session.networkSettings().setTimeout(ANSWER);
        return session;
    }

    private Login login(KeyPair account) throws AcmeException {
        return login(session(), account);
    }

    private Login login(Session session, KeyPair account) throws AcmeException {
        AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(account);
        if (options.email() != null) {
            builder.addEmail(options.email());
        }
        AcmeOptions.ExternalAccount external = options.external();
        if (external != null) {
            builder.withKeyIdentifier(external.keyId(), external.hmacKey());
        }
        return builder.createLogin(session);
    }

    private static Order order(Login login, String name, @Nullable X509Certificate replaced) throws AcmeException {
        OrderBuilder order = login.newOrder().domain(name);
        if (replaced != null
                && login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isPresent()) {
            order.replaces(replaced);
        }
        return order.create();
    }

    private void prove(Authorization authorization, String name)
            throws AcmeException, AcmeFailure, InterruptedException {
        if (authorization.getStatus() == Status.VALID) {
            return;
        }
        Http01Challenge challenge = authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new AcmeFailure(
                        name + ": " + options.directory() + " offers no HTTP-01, and nothing else can be answered here",
                        null,
                        null));
        challenges.put(challenge.getToken(), challenge.getAuthorization());
        try {
            challenge.trigger();
            Status status = authorization.waitForCompletion(PATIENCE);
            if (status != Status.VALID) {
                challenge.fetch();
                throw new AcmeFailure(told(name, "its question", status, challenge.getError()), null, null);
            }
        } finally {
            challenges.remove(challenge.getToken());
        }
    }

    private String told(String name, String what, Status status, Optional<Problem> problem) {
        return name + ": " + options.directory() + " ended " + what + " as "
                + status.name().toLowerCase(Locale.ROOT)
                + problem.map(said -> ": " + said).orElse("");
    }

    private static String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String said = each.getMessage() == null ? each.getClass().getSimpleName() : each.getMessage();
            if (reason.indexOf(said) < 0) {
                reason.append(reason.isEmpty() ? "" : ": ").append(said);
            }
        }
        return reason.toString();
    }

    private static String chain(org.shredzone.acme4j.Certificate certificate) {
        StringWriter pem = new StringWriter();
        try {
            certificate.writeCertificate(pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pem.toString();
    }
}
