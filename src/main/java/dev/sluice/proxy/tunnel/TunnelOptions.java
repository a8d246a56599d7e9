package dev.sluice.proxy.tunnel;

import java.time.Duration;

/**
 * How long tunnels may be quiet.
 *
 * @param linger after one side's end, how long without a byte moving until the rest is closed too
 * @param silence how long nothing may come from a peer that is DOWN before its tunnels are closed
 * @param idle how long without a byte moving either way until a tunnel is closed; zero for ever
 */
public record TunnelOptions(Duration linger, Duration silence, Duration idle) {

    public TunnelOptions {
        if (linger.isNegative() || silence.isNegative() || idle.isNegative()) {
            throw new IllegalArgumentException(
                    "tunnel times: actual " + linger + ", " + silence + ", " + idle + ", expected none below 0");
        }
    }

    /** 30 s, 5 s, and no idle limit. */
    public static TunnelOptions defaults() {
        return new TunnelOptions(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ZERO);
    }

    public TunnelOptions withLinger(Duration time) {
        return new TunnelOptions(time, silence, idle);
    }

    public TunnelOptions withSilence(Duration time) {
        return new TunnelOptions(linger, time, idle);
    }

    public TunnelOptions withIdle(Duration time) {
        return new TunnelOptions(linger, silence, time);
    }
}
