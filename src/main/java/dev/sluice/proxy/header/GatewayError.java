package dev.sluice.proxy.header;

import dev.sluice.proxy.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an agent could not carry a request, as it tells the front door with a 502, 503 or 504 of its own: no word of the
 * application's. It goes no further than the hop.
 */
public enum GatewayError {
    /** No route of the agent's leads to that host; the application saw nothing of the request. */
    NOT_MINE,
    /** The agent does not know its routes yet; the same. */
    STARTING,
    /** The LAN host could not be reached; the same. */
    LAN_REFUSED,
    /** The LAN host was not reached in time, or did not answer in time. */
    LAN_TIMEOUT;

    /** Name of the field. */
    public static final CharSequence FIELD = HttpHeaders.createOptimized("x-gateway-error");

    private final String word = name().toLowerCase(Locale.ROOT);

    /** What an agent says of its failure; null if that is not its own. */
    public static @Nullable GatewayError of(Failure failure) {
        return switch (failure) {
            case NOT_MINE -> NOT_MINE;
            case STARTING -> STARTING;
            case LAN_REFUSED -> LAN_REFUSED;
            case UPSTREAM_TIMEOUT -> LAN_TIMEOUT;
            case WAKING -> LAN_REFUSED;
            default -> null;
        };
    }

    /** What the fields of an agent's answer say; null without exactly one word that we know. */
    public static @Nullable GatewayError in(int status, MultiMap fields) {
        if (status < 502 || status > 504 || !fields.contains(FIELD)) {
            return null;
        }
        String said = String.join(",", fields.getAll(FIELD));
        for (GatewayError error : values()) {
            if (error.word.equals(said)) {
                return error;
            }
        }
        return null;
    }

    /** Whether the application may have seen the request. */
    public boolean mayHaveArrived() {
        return this == LAN_TIMEOUT;
    }

    /** Whether it is the LAN host's fault, and its visitors may hear so; else the agent's. */
    public boolean isOfLan() {
        return this == LAN_REFUSED || this == LAN_TIMEOUT;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }
}
