package dev.sluice.core.site;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The password that a route asks for (RFC 7617).
 *
 * @param realm what browsers show beside the question
 * @param users at least one
 * @param userHeader the field that tells upstreams the user's name, which then nobody else can set; null tells them nothing
 * @param passAuthorization whether upstreams get to see what the client sent, password and all
 */
public record BasicAuth(
        String realm, List<User> users, @Nullable String userHeader, boolean passAuthorization) {

    /** The realm where none is named. */
    public static final String DEFAULT_REALM = "Restricted";

    /**
     * Somebody who has a password.
     *
     * @param hash of the password, by Argon2id or bcrypt
     */
    public record User(String name, String hash) {

        /** Not the hash: it is nobody's business in a log. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** Who is called so; null if nobody is. */
    public @Nullable User user(String name) {
        for (User user : users) {
            if (user.name().equals(name)) {
                return user;
            }
        }
        return null;
    }

    /** This with the hashes of those who had one before and are named without one. */
    BasicAuth keeping(BasicAuth before) {
        List<User> kept = users.stream()
                .map(user -> user.hash().isEmpty() ? Objects.requireNonNullElse(before.user(user.name()), user) : user)
                .toList();
        return new BasicAuth(realm, kept, userHeader, passAuthorization);
    }
}
