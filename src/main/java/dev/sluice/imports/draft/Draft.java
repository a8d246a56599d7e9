package dev.sluice.imports.draft;

import dev.sluice.imports.UnreadableException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Gathers a document. What is equal is had once; names are made from what is known, and are the same in every run. */
public final class Draft {

    private static final int MOST_ROUTES = 10_000;
    private static final int LONGEST_NAME = 63;

    private final Map<String, DraftPeer> peers = new LinkedHashMap<>();
    private final Map<String, DraftPool> pools = new LinkedHashMap<>();
    private final Map<String, DraftRoute> routes = new LinkedHashMap<>();
    private final Map<DraftPeer, String> peerNames = new LinkedHashMap<>();
    private final Map<DraftPool, String> poolNames = new LinkedHashMap<>();

    /** The name of the peer, which is called by its host and port if it is new. */
    public String peer(DraftPeer peer) {
        return peer(peer.host() + "-" + peer.trafficPort(), peer);
    }

    /** The name of the peer, which is called so if it is new and the name is free. */
    public String peer(String wanted, DraftPeer peer) {
        return peerNames.computeIfAbsent(peer, fresh -> {
            String name = free(wanted, peers::containsKey);
            peers.put(name, fresh);
            return name;
        });
    }

    /** The name of the pool, which is called so if it is new and the name is free. */
    public String pool(String wanted, DraftPool pool) {
        return poolNames.computeIfAbsent(pool, fresh -> {
            String name = free(wanted, pools::containsKey);
            pools.put(name, fresh);
            return name;
        });
    }

    /** Whether the place of the route was free, and is its now. */
    public boolean route(DraftRoute route) {
        if (routes.size() >= MOST_ROUTES) {
            throw new UnreadableException(route.label(), "over " + MOST_ROUTES + " routes; expected fewer");
        }
        return routes.putIfAbsent(route.key(), route) == null;
    }

    public void replace(DraftRoute route) {
        routes.put(route.key(), route);
    }

    public Map<String, DraftPeer> peers() {
        return Collections.unmodifiableMap(peers);
    }

    public Map<String, DraftPool> pools() {
        return Collections.unmodifiableMap(pools);
    }

    public Collection<DraftRoute> routes() {
        return Collections.unmodifiableCollection(routes.values());
    }

    /** The route at a place; null if it is free. */
    public @Nullable DraftRoute at(String key) {
        return routes.get(key);
    }

    /** A name may have letters, digits, spaces and . _ - and begins with a letter or a digit. */
    private static String free(String wanted, Predicate<String> isTaken) {
        String clean = wanted.replaceAll("[^\\p{L}\\p{Nd} ._-]+", "-").replaceFirst("^[^\\p{L}\\p{Nd}]+", "");
        String name = cut(clean.isEmpty() ? "unnamed" : clean, LONGEST_NAME);
        for (int i = 2; isTaken.test(name); i++) {
            String suffix = String.format(Locale.ROOT, "-%d", i);
            name = cut(clean, LONGEST_NAME - suffix.length()) + suffix;
        }
        return name;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
