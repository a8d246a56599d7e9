package dev.sluice.cli;

import org.jspecify.annotations.Nullable;

/** Why a route would not survive the loss of the peer that serves it, in words. */
final class WhyNot {

    private WhyNot() {}

    /** The middle of a sentence, for a word of the API; null for none. */
    @Nullable
    static String words(@Nullable String code) {
        if (code == null) {
            return null;
        }
        return switch (code) {
            case "outage" -> "nothing serves it now";
            case "regular_peer" -> "it goes to the application itself, which no other peer can stand in for";
            case "loopback" -> "its LAN host is the gateway itself";
            case "failover_off" -> "its failover is switched off";
            case "no_pool" -> "its home is in no enabled pool";
            case "no_other_member" -> "the pool has no other member";
            case "no_usable_member" -> "no other member of the pool is usable";
            case "lan_host_unreached" -> "no other member reaches its LAN host";
            default -> code;
        };
    }
}
