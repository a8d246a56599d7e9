package dev.sluice.core.rule;

import dev.sluice.core.site.Access;
import dev.sluice.core.site.BasicAuth;
import dev.sluice.core.site.ForwardAuth;
import dev.sluice.core.site.Networks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The access of a route as plain fields. Hashes of passwords are in documents that make the same again, and nowhere else. */
public final class AccessFacts {

    private static final int MARK_BYTES = 4;

    private AccessFacts() {}

    /** For answers and audit events: of each password a mark, by which it can be seen that it was changed. */
    public static Map<String, @Nullable Object> shown(Access access) {
        return of(access, false);
    }

    /** With hashes: what brings it back as it is. */
    public static Map<String, @Nullable Object> whole(Access access) {
        return of(access, true);
    }

    private static Map<String, @Nullable Object> of(Access access, boolean hashes) {
        BasicAuth basic = access.basicAuth();
        ForwardAuth forward = access.forwardAuth();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("allow", Networks.written(access.allow()));
        fields.put("deny", Networks.written(access.deny()));
        fields.put("basic_auth", basic == null ? null : of(basic, hashes));
        fields.put("forward_auth", forward == null ? null : of(forward));
        return fields;
    }

    private static Map<String, @Nullable Object> of(BasicAuth basic, boolean hashes) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("realm", basic.realm());
        fields.put("users", basic.users().stream().map(user -> of(user, hashes)).toList());
        fields.put("user_header", basic.userHeader());
        fields.put("pass_authorization", basic.passAuthorization());
        return fields;
    }

    private static Map<String, Object> of(BasicAuth.User user, boolean hash) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", user.name());
        fields.put(hash ? "password_hash" : "password_mark", hash ? user.hash() : mark(user.hash()));
        return fields;
    }

    /** Too short to tell anything of a salted hash but whether it is the same. */
    private static String mark(String hash) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hash.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, MARK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static Map<String, @Nullable Object> of(ForwardAuth forward) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("url", forward.url().toString());
        fields.put("copy_headers", forward.copyHeaders());
        fields.put("timeout", DurationText.format(forward.timeout()));
        fields.put(ServiceAuthorities.FIELD, forward.authorities());
        return fields;
    }
}
