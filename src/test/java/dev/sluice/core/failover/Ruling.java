package dev.sluice.core.failover;

import dev.sluice.core.FakeClock;
import dev.sluice.core.Will;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the resolver says, for a will and for peers that stand as told in signs: {@code A+} ALIVE, {@code A-} DOWN and
 * refusing, {@code A=} DOWN and silent, {@code A~} in COOLDOWN for ten seconds, {@code A?} UNKNOWN.
 */
final class Ruling {

    static final Duration COOLING = Duration.ofSeconds(10);

    final Moment now = new FakeClock().now();
    private final Will will;
    private final Map<Long, PeerHealth> health = new HashMap<>();
    private Reachability reachability = Reachability.NONE;

    private Ruling(Will will) {
        this.will = will;
    }

    static Ruling on(Will will, String signs) {
        return new Ruling(will).standing(signs);
    }

    Ruling standing(String signs) {
        for (String sign : signs.split(" ")) {
            health.put(peer(sign.charAt(0)), health(sign.charAt(1)));
        }
        return this;
    }

    private PeerHealth health(char sign) {
        return switch (sign) {
            case '+' -> health(HealthState.ALIVE, null, false);
            case '-' -> health(HealthState.DOWN, null, false);
            case '=' -> health(HealthState.DOWN, null, true);
            case '~' -> health(HealthState.COOLDOWN, now.plus(COOLING.negated()), false);
            case '?' -> PeerHealth.unknown(now);
            default -> throw new AssertionError("no such sign: " + sign);
        };
    }

    private PeerHealth health(HealthState state, @Nullable Moment cooling, boolean silent) {
        return new PeerHealth(state, now, null, 0, cooling, List.of(), false, Duration.ofMillis(5), silent);
    }

    /** The peer's agent says whether its check, begun and told so long ago, reached the route's LAN host. */
    Ruling reaches(long peerId, String domain, boolean reached, Duration begun, Duration told) {
        Moment began = now.plus(begun.negated());
        Moment at = now.plus(told.negated());
        Report report = reached ? Report.reached(began, at) : Report.unreached("refused", began, at);
        reachability = reachability.told(peerId, Map.of(will.id(domain), report), at);
        return this;
    }

    Resolver resolver() {
        return new Resolver(will.desired(), health, reachability, now);
    }

    Readiness readiness(Route route) {
        return Readiness.of(route, resolver().resolve(route), new Losses(will.desired(), health, reachability, now));
    }

    Assignment of(String domain) {
        var route = will.desired().route(will.id(domain));
        if (route == null) {
            throw new AssertionError("no route " + domain);
        }
        return resolver().resolve(route);
    }

    /** The usable candidates in order, classes of a balanced pool parted by a bar; {@code -} in an outage. */
    String ladder(String domain) {
        String ladder = of(domain).classes().stream()
                .map(equals -> equals.stream().map(Ruling::letter).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
        return ladder.isEmpty() ? "-" : ladder;
    }

    /** The ladder and why it is so. */
    String because(String domain) {
        return ladder(domain) + ", " + of(domain).cause().wire();
    }

    static long peer(char letter) {
        return letter - 'A' + 1;
    }

    static String letter(long peer) {
        return peer == 0 ? "-" : String.valueOf((char) ('A' + peer - 1));
    }
}
