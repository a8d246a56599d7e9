package dev.sluice.core.rule;

import dev.sluice.core.site.Access;
import dev.sluice.core.site.BasicAuth;
import dev.sluice.core.site.ForwardAuth;
import dev.sluice.core.site.Networks;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Reads the access of a route, as the API and documents spell it; whether it may be so, {@link AccessRules} say. */
public final class AccessFields {

    private static final URI NOWHERE = URI.create("");

    private AccessFields() {}

    /** The access with these fields. */
    public static Access read(Fields in) {
        return new Access(
                Networks.read(in, "allow"),
                Networks.read(in, "deny"),
                basic(in.nested("basic_auth")),
                forward(in.nested("forward_auth")));
    }

    private static @Nullable BasicAuth basic(@Nullable Fields in) {
        if (in == null) {
            return null;
        }
        BasicAuth basic = new BasicAuth(
                in.text("realm", BasicAuth.DEFAULT_REALM, BasicAuth.DEFAULT_REALM),
                in.objects("users").stream().map(AccessFields::user).toList(),
                in.optionalText("user_header", null),
                in.flag("pass_authorization", false, false));
        in.done();
        return basic;
    }

    /** The mark that answers show in the place of a hash may be sent back. */
    private static BasicAuth.User user(Fields in) {
        BasicAuth.User user =
                new BasicAuth.User(in.text("name", "", ""), in.secret("password_hash", PasswordRules.EXPECTED_HASH));
        in.ignore("password_mark");
        in.done();
        return user;
    }

    private static @Nullable ForwardAuth forward(@Nullable Fields in) {
        if (in == null) {
            return null;
        }
        URI url = url(in);
        ForwardAuth forward = new ForwardAuth(
                url,
                in.texts("copy_headers"),
                in.duration("timeout", ForwardAuth.DEFAULT_TIMEOUT, ForwardAuth.DEFAULT_TIMEOUT),
                ServiceAuthorities.read(in, ServiceUrl.isTls(url) || url.equals(NOWHERE)));
        in.done();
        return forward;
    }

    private static URI url(Fields in) {
        String text = in.text("url", "", "");
        URI url = ServiceUrl.parse(text);
        if (url == null) {
            in.problem("url", text.isEmpty() ? null : ServiceUrl.shown(text), ServiceUrl.EXPECTED);
        }
        return url == null ? NOWHERE : url;
    }
}
