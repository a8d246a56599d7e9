package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.model.Network;
import dev.sluice.core.rule.AccessFacts;
import dev.sluice.core.rule.AccessFields;
import dev.sluice.core.rule.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in by a route. It is asked in this order, and the first that refuses answers: where the client is, who it says
 * that it is, and what another service thinks of it.
 *
 * @param allow where clients may be; empty for everywhere
 * @param deny where they may not be, whatever is allowed
 * @param basicAuth null asks for no password
 * @param forwardAuth null asks no other service
 */
public record Access(
        List<Network> allow,
        List<Network> deny,
        @Nullable BasicAuth basicAuth,
        @Nullable ForwardAuth forwardAuth) implements Feature {

    /** The one with these fields. */
    public static Access read(Fields in) {
        return AccessFields.read(in);
    }

    /** Whether clients at this address may come in. Hot path. */
    public boolean admits(byte[] address) {
        return !Networks.contain(deny, address) && (allow.isEmpty() || Networks.contain(allow, address));
    }

    @Override
    public Map<String, @Nullable Object> written() {
        return AccessFacts.whole(this);
    }

    @Override
    public Map<String, @Nullable Object> shown() {
        return AccessFacts.shown(this);
    }

    /** Whoever had a password keeps it if no other is given. */
    @Override
    public Feature keeping(@Nullable Feature before) {
        BasicAuth present = before instanceof Access access ? access.basicAuth() : null;
        BasicAuth own = basicAuth;
        return own == null || present == null ? this : new Access(allow, deny, own.keeping(present), forwardAuth);
    }
}
