package dev.sluice.watchdog;

import java.util.random.RandomGenerator;

/**
 * The watchdog's settings; how each peer is probed stands with the peer.
 *
 * @param userAgent by which gateways recognise a probe
 * @param random spreads probes over time
 * @param credentials for peers that have an agent
 */
public record WatchdogOptions(String userAgent, RandomGenerator random, ProbeCredentials credentials) {

    /** The usual settings of this version of Sluice. */
    public static WatchdogOptions of(String version) {
        return new WatchdogOptions("sluice-watchdog/" + version, RandomGenerator.getDefault(), ProbeCredentials.NONE);
    }

    /** The same for peers that have agents. */
    public WatchdogOptions with(ProbeCredentials others) {
        return new WatchdogOptions(userAgent, random, others);
    }
}
