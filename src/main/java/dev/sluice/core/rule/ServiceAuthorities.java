package dev.sluice.core.rule;

import dev.sluice.core.trust.Authorities;
import org.jspecify.annotations.Nullable;

/** The field that says who vouches for the certificate of a service that is asked beside peers. */
public final class ServiceAuthorities {

    /** Its name on the wire. */
    public static final String FIELD = "ca";

    private ServiceAuthorities() {}

    /**
     * Certificates in PEM; null is whoever Java trusts here.
     *
     * @param https whether the service is asked over TLS; otherwise none may be named
     */
    public static @Nullable String read(Fields in, boolean https) {
        String pem = in.optionalText(FIELD, null);
        if (pem == null) {
            return null;
        }
        if (!https) {
            in.problem(FIELD, "a value", "null, since url is not https");
            return null;
        }
        if (Authorities.read(pem) == null) {
            in.problem(FIELD, "a text of " + pem.length() + " characters", Authorities.EXPECTED);
            return null;
        }
        return Authorities.plain(pem);
    }
}
