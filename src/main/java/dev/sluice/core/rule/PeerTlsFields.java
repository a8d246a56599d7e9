package dev.sluice.core.rule;

import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.trust.Authorities;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that say how TLS is spoken to a peer. What was said before of a TLS that is no more goes with it; what is said
 * anew without one is refused.
 */
final class PeerTlsFields {

    private static final String TLS = "tls";
    private static final String SERVER_NAME = "tls_server_name";
    private static final String AUTHORITIES = "tls_ca";

    private PeerTlsFields() {}

    static @Nullable PeerTls over(Fields in, @Nullable PeerTls present) {
        String text =
                in.optionalText(TLS, present == null ? null : present.trust().wire());
        String serverName = in.optionalText(SERVER_NAME, present == null ? null : present.serverName());
        String authorities = in.optionalText(AUTHORITIES, present == null ? null : present.authorities());
        LanTls trust = text == null ? null : LanTls.parse(text);
        if (trust == null) {
            if (text != null) {
                in.tell(TLS, text, LanTls.EXPECTED);
                return present;
            }
            refuse(in, SERVER_NAME, "null, since tls is null");
            refuse(in, AUTHORITIES, "null, since tls is null");
            return null;
        }
        if (trust.kind() != LanTls.Kind.VERIFY) {
            refuse(in, AUTHORITIES, "null, since tls is " + trust.kind().wire() + " and not verify");
            authorities = null;
        }
        if (authorities != null && in.named(AUTHORITIES) && Authorities.read(authorities) == null) {
            in.tell(AUTHORITIES, "a text of " + authorities.length() + " characters", Authorities.EXPECTED);
            authorities = null;
        }
        return new PeerTls(trust, serverName, authorities == null ? null : Authorities.plain(authorities));
    }

    private static void refuse(Fields in, String field, String expected) {
        if (in.named(field)) {
            in.tell(field, "a value", expected);
        }
    }

    /** The same by its names on the wire; the fingerprints are read-only. */
    static void write(@Nullable PeerTls tls, Map<String, @Nullable Object> to) {
        String authorities = tls == null ? null : tls.authorities();
        to.put(TLS, tls == null ? null : tls.trust().wire());
        to.put(SERVER_NAME, tls == null ? null : tls.serverName());
        to.put(AUTHORITIES, authorities);
        to.put("tls_ca_sha256", authorities == null ? null : Authorities.fingerprints(authorities));
    }
}
