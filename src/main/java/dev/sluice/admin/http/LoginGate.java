package dev.sluice.admin.http;

import dev.sluice.core.port.Clock;
import dev.sluice.core.rule.HostSyntax;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Lets so many wrong passwords pass and no more: by address, and in all. Someone far away who tries them all must not lock out
 * who sits at this machine. One event loop.
 */
public final class LoginGate {

    static final int MOST_BY_ADDRESS = 5;
    static final int MOST_IN_ALL = 30;

    private static final String ALL = "all addresses";

    private final Throttle byAddress;
    private final Throttle inAll;
    private final Lockouts lockouts;

    LoginGate(Clock clock, Lockouts lockouts) {
        this.byAddress = new Throttle(clock, MOST_BY_ADDRESS, Duration.ofMinutes(1));
        this.inAll = new Throttle(clock, MOST_IN_ALL, Duration.ofMinutes(5));
        this.lockouts = lockouts;
    }

    /**
     * Counts a try before it is judged: several at once are several.
     *
     * @throws ApiProblem 429 if there were enough
     */
    public void tried(String address) {
        long wait = Math.max(byAddress.waitSeconds(address), isLocal(address) ? 0 : inAll.waitSeconds(ALL));
        if (wait > 0) {
            throw new ApiProblem(
                    429,
                    "too_many_tries",
                    "Too many wrong passwords were tried: wait " + wait + " s",
                    List.of(),
                    Map.of("Retry-After", String.valueOf(wait)));
        }
        byAddress.failed(address);
    }

    /** It was the right one. */
    public void right(String address) {
        byAddress.forget(address);
    }

    /** It was a wrong one. */
    public void wrong(String address) {
        long wait = byAddress.waitSeconds(address);
        if (wait > 0) {
            lockouts.locked("wrong passwords", address, MOST_BY_ADDRESS, wait);
        }
        if (inAll.failed(ALL)) {
            lockouts.locked("wrong passwords", ALL, MOST_IN_ALL, inAll.waitSeconds(ALL));
        }
    }

    private static boolean isLocal(String address) {
        InetAddress parsed = HostSyntax.address(address);
        return parsed != null && parsed.isLoopbackAddress();
    }
}
