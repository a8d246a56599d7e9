package dev.sluice.imports.caddy;

import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Sticky;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How several upstreams share the requests.
 *
 * @param policy null in failover mode
 * @param sticky null if clients do not stay
 * @param weights by upstream; empty for even shares
 * @param difference what is not as in Caddy; empty if all is
 */
record Balance(
        PoolMode mode,
        @Nullable LoadBalancingPolicy policy,
        @Nullable Sticky sticky,
        List<Integer> weights,
        String difference) {

    /** Caddy's own name for the cookie. */
    private static final String COOKIE = "lb";

    /** What Caddy does if nothing was said. */
    static final Balance UNSAID =
            even("random, Caddy's choice if none is named, is taken as round_robin: the shares are as even");

    Balance(PoolMode mode, @Nullable LoadBalancingPolicy policy, List<Integer> weights, String difference) {
        this(mode, policy, null, weights, difference);
    }

    Balance {
        weights = List.copyOf(weights);
    }

    /** The balance of a {@code lb_policy} line; null if Sluice has none that does the same. */
    static @Nullable Balance of(List<String> words) {
        String name = words.isEmpty() ? "" : words.get(0);
        return switch (name) {
            case "first" ->
                new Balance(
                        PoolMode.FAILOVER,
                        null,
                        List.of(),
                        "members are watched, and the first that lives serves all requests");
            case "round_robin" -> even("");
            case "weighted_round_robin" -> weighted(words.subList(1, words.size()));
            case "least_conn" -> new Balance(PoolMode.LOAD_BALANCING, LoadBalancingPolicy.LEAST_CONN, List.of(), "");
            case "random_choose" ->
                new Balance(
                        PoolMode.LOAD_BALANCING,
                        LoadBalancingPolicy.LEAST_CONN,
                        List.of(),
                        "taken as least_conn: the least busy of all members, not of some at random");
            case "ip_hash", "client_ip_hash" ->
                new Balance(PoolMode.LOAD_BALANCING, LoadBalancingPolicy.IP_HASH, List.of(), "");
            case "cookie" ->
                new Balance(
                        PoolMode.LOAD_BALANCING,
                        LoadBalancingPolicy.ROUND_ROBIN,
                        new Sticky(
                                words.size() > 1 && words.get(1).matches("[A-Za-z0-9][\\w-]{0,63}")
                                        ? words.get(1)
                                        : COOKIE,
                                null),
                        List.of(),
                        "taken as round_robin and sticky: who has no cookie gets the next member, not one at random");
            case "random" -> even("taken as round_robin: the shares are as even");
            default -> null;
        };
    }

    private static @Nullable Balance weighted(List<String> words) {
        List<Integer> weights = new ArrayList<>();
        for (String word : words) {
            if (!word.matches("\\d{1,4}") || Integer.parseInt(word) < 1 || Integer.parseInt(word) > 1000) {
                return null;
            }
            weights.add(Integer.valueOf(word));
        }
        return new Balance(PoolMode.LOAD_BALANCING, LoadBalancingPolicy.ROUND_ROBIN, weights, "");
    }

    private static Balance even(String difference) {
        return new Balance(PoolMode.LOAD_BALANCING, LoadBalancingPolicy.ROUND_ROBIN, List.of(), difference);
    }
}
