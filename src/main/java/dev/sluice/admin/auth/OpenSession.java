package dev.sluice.admin.auth;

import dev.sluice.core.model.TokenText;
import dev.sluice.core.port.Session;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A session whose id was just shown.
 *
 * @param id as the browser's cookie has it
 */
public record OpenSession(String id, Session session) {

    private static final String PURPOSE = "csrf";

    /** What is kept of an id. */
    static String sha256(String id) {
        return HexFormat.of().formatHex(TokenText.sha256(id));
    }

    /**
     * What a page of ours shows with each change that it asks for, and a page of others cannot: it follows from the id, which no
     * page can read, and does not give it away.
     */
    public String csrfToken() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(id.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] token = mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    /** Whether this is {@link #csrfToken}; takes the same time whatever it is. */
    public boolean hasCsrfToken(String shown) {
        return MessageDigest.isEqual(
                csrfToken().getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** Never shows the id. */
    @Override
    public String toString() {
        return "OpenSession[" + session + "]";
    }
}
