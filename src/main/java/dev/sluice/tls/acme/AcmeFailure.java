package dev.sluice.tls.acme;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** Why there is no certificate, as a sentence for the operator, with the authority's own words. */
final class AcmeFailure extends Exception {

    private static final long serialVersionUID = 1;
    /** RFC 8555 section 6.7. */
    private static final Set<String> PASSING =
            Set.of("urn:ietf:params:acme:error:serverInternal", "urn:ietf:params:acme:error:accountDoesNotExist");

    /** Before which the authority does not want to be asked again; null if it said nothing of that. */
    private final transient @Nullable Instant notBefore;

    AcmeFailure(String sentence, @Nullable Throwable cause, @Nullable Instant notBefore) {
        super(sentence, cause);
        this.notBefore = notBefore;
    }

    @Nullable
    Instant notBefore() {
        return notBefore;
    }

    /** Whether the name was not refused: the authority was not reached, was out of order, or had forgotten our account. */
    boolean isPassing() {
        return getCause() instanceof AcmeNetworkException
                || getCause() instanceof AcmeServerException said
                        && PASSING.contains(said.getType().toString());
    }
}
