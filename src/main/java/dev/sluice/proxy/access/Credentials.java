package dev.sluice.proxy.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A user's name and password as a client sent them (RFC 7617). */
record Credentials(String user, String password) {

    private static final String SCHEME = "Basic ";
    /** Names have 128 characters at most and passwords 256, of up to four bytes each. */
    private static final int LONGEST = 2100;

    /**
     * What the field says.
     *
     * @param authorization null without such a field
     * @return null if it holds none, or what cannot be any
     */
    static @Nullable Credentials parse(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() > LONGEST
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
            String pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int colon = pair.indexOf(':');
            return colon < 0 ? null : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null; // no Base64, or no UTF-8
        }
    }

    /** Not the password. */
    @Override
    public String toString() {
        return user;
    }
}
