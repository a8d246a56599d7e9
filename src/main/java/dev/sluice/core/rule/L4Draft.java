package dev.sluice.core.rule;

import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listener as it is asked for, field by field.
 *
 * @param named fields that the caller gave with a value
 * @param protocol null stands for tcp
 * @param tlsMode null stands for none
 */
public record L4Draft(
        Set<String> named,
        @Nullable String protocol,
        @Nullable Integer port,
        @Nullable L4TlsMode tlsMode) {

    /** Nothing was said of a listener. */
    public static final L4Draft NONE = new L4Draft(Set.of(), null, null, null);

    /** Its fields, as the API names them. */
    public static final Set<String> FIELDS = Set.of("l4_protocol", "l4_listen_port", "l4_tls_mode");

    /** The listener as it is; null for an HTTP route, which has none. */
    public static L4Draft of(@Nullable L4Listener listener) {
        return listener == null
                ? NONE
                : new L4Draft(Set.of(), listener.protocol(), listener.port(), listener.tlsMode());
    }
}
