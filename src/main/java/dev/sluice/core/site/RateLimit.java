package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.model.Network;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.rule.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of each client a route takes. What a client may ask fills up steadily, as much of it as may be asked at once.
 *
 * @param requests how many in that time
 * @param per whole seconds
 * @param burst how many at once; null: as many as in that time
 * @param ipv6Prefix how many leading bits of an IPv6 address are one client: a home, or a machine, has many addresses
 * @param allow clients from these networks are not counted
 */
public record RateLimit(
        int requests, Duration per, @Nullable Integer burst, int ipv6Prefix, List<Network> allow) implements Feature {

    /** With {@link #LONGEST} little enough for the nanoseconds of a whole refill to be counted in a long. */
    private static final int MOST = 100_000;

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final int USUAL_PREFIX = 64;
    private static final int SHORTEST_PREFIX = 32;

    public RateLimit {
        allow = List.copyOf(allow);
    }

    static RateLimit read(Fields in) {
        in.require("requests", "how many, from 1 to " + MOST);
        int requests = in.integer("requests", 1, 1);
        if (requests < 1 || requests > MOST) {
            in.problem("requests", requests, "from 1 to " + MOST);
        }
        Duration per = in.duration("per", USUAL, USUAL);
        if (per.compareTo(Duration.ofSeconds(1)) < 0 || per.compareTo(LONGEST) > 0 || per.toNanosPart() != 0) {
            in.problem("per", DurationText.format(per), "whole seconds, from 1s to 24h");
        }
        Integer burst = in.optionalInteger("burst", null);
        if (burst != null && (burst < 1 || burst > MOST)) {
            in.problem("burst", burst, "from 1 to " + MOST + ", or null for as many as requests");
        }
        int prefix = in.integer("ipv6_prefix", USUAL_PREFIX, USUAL_PREFIX);
        if (prefix < SHORTEST_PREFIX || prefix > Network.BITS_OF_IPV6) {
            in.problem("ipv6_prefix", prefix, "bits from " + SHORTEST_PREFIX + " to " + Network.BITS_OF_IPV6);
        }
        return new RateLimit(requests, per, burst, prefix, Networks.read(in, "allow"));
    }

    /** How many requests may come at once. */
    public int capacity() {
        return burst == null ? requests : burst;
    }

    /** Who counts as one client with that address of 4 or 16 bytes. */
    public Network client(byte[] address) {
        return Network.of(address, address.length == 4 ? Network.BITS_OF_IPV4 : ipv6Prefix);
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("requests", requests);
        fields.put("per", DurationText.format(per));
        fields.put("burst", burst);
        fields.put("ipv6_prefix", ipv6Prefix);
        fields.put("allow", Networks.written(allow));
        return fields;
    }
}
