package dev.sluice.core;

import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.Site;
import dev.sluice.core.site.Maintenance;
import dev.sluice.core.site.NearestPages;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the data plane knows: who serves which route. Immutable; the Switchboard publishes a new one by one volatile
 * write. Lookups hash the host and allocate only to cut a wildcard's label or a path's segment.
 */
public final class RoutingTable {

    public static final RoutingTable EMPTY = new RoutingTable(0, Map.of(), Set.of());

    private final long generation;
    private final Map<Long, RoutePlan> plans;
    private final ByDomain<PathTree> hosts = new ByDomain<>();
    private final Map<Integer, PortPlan> ports = new HashMap<>();
    private final Map<Integer, RoutePlan> doors = new HashMap<>();
    private final Set<Long> down;
    private final NearestPages pages;
    private final @Nullable Maintenance maintenance;
    private final Set<Upstream> upstreams = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A table of these plans, beside which nothing is said for all routes. */
    public RoutingTable(long generation, Map<Long, RoutePlan> plans, Set<Long> down) {
        this(generation, plans, down, Site.PLAIN);
    }

    /**
     * A table of these plans.
     *
     * @param generation grows by one with every publication
     * @param plans by route id, enabled routes only
     * @param down peers that are DOWN: requests that wait for them may be rescued
     * @param site what is said for all routes
     */
    public RoutingTable(long generation, Map<Long, RoutePlan> plans, Set<Long> down, Site site) {
        this.generation = generation;
        this.plans = Collections.unmodifiableMap(plans);
        this.down = Set.copyOf(down);
        this.pages = NearestPages.of(site);
        Maintenance wanted = site.of(Maintenance.class);
        this.maintenance = wanted != null && wanted.enabled() ? wanted : null;
        Set<Ladder> ladders = Collections.newSetFromMap(new IdentityHashMap<>());
        for (RoutePlan plan : plans.values()) {
            if (ladders.add(plan.ladder())) { // routes that resolve alike share one
                upstreams.addAll(plan.ladder().upstreams());
            }
            if (plan.lastResort() != null) {
                upstreams.add(plan.lastResort());
            }
            L4Listener l4 = plan.route().l4();
            if (l4 == null) {
                hosts.computeIfAbsent(plan.route().host(), PathTree::new).add(plan);
                if (plan.clientCertificates() != null) {
                    doors.put(plan.clientCertificates().port(), plan);
                }
            } else {
                ports.computeIfAbsent(l4.port(), port -> new PortPlan()).add(plan, l4);
            }
        }
    }

    public long generation() {
        return generation;
    }

    /** The operator's own pages for all that fails, where no nearer ones are. */
    public NearestPages pages() {
        return pages;
    }

    /** What all routes are closed for; null if they are open. */
    public @Nullable Maintenance maintenance() {
        return maintenance;
    }

    /** Whether any plan leads to this upstream, this very object. */
    public boolean leadsTo(Upstream upstream) {
        return upstreams.contains(upstream);
    }

    /** The plan of that route, or null if it is disabled or there is none. */
    public @Nullable RoutePlan plan(long routeId) {
        return plans.get(routeId);
    }

    /** Whether the peer is DOWN. */
    public boolean isDown(long peerId) {
        return down.contains(peerId);
    }

    /**
     * The plan for a request, or null if no enabled route matches: the exact domain goes before a wildcard (which stands
     * for exactly one label), the longest path prefix wins within a domain.
     *
     * @param host lower case, without port and trailing dot
     * @param path normalised: dot segments resolved, no query
     */
    public @Nullable RoutePlan find(String host, String path) {
        PathTree tree = hosts.exact(host);
        RoutePlan plan = tree == null ? null : tree.find(path);
        if (plan == null) {
            PathTree fallback = hosts.wildcard(host);
            plan = fallback == null ? null : fallback.find(path);
        }
        return plan;
    }

    /** The ports that L4 routes listen on. */
    public Set<Integer> ports() {
        return Collections.unmodifiableSet(ports.keySet());
    }

    /** Who gets connections to that port; null if no enabled L4 route listens there. */
    public @Nullable PortPlan port(int port) {
        return ports.get(port);
    }

    /** The ports of HTTP routes that want clients' certificates, each with its one route. */
    public Map<Integer, RoutePlan> doors() {
        return Collections.unmodifiableMap(doors);
    }

    /** Whether a route of whatever kind listens on that port by itself. */
    public boolean listensOn(int port) {
        return ports.containsKey(port) || doors.containsKey(port);
    }

    /** The routes of one domain by path prefix. */
    private static final class PathTree {

        private final Map<String, RoutePlan> byPrefix = new HashMap<>();
        private int[] lengths = {}; // longest first
        private @Nullable RoutePlan root;

        void add(RoutePlan plan) {
            String prefix = plan.route().pathPrefix();
            if (prefix.equals("/")) {
                root = plan;
            } else {
                String segments = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
                byPrefix.put(segments, plan);
                addLength(segments.length());
            }
        }

        private void addLength(int length) {
            int slot = 0;
            while (slot < lengths.length && lengths[slot] > length) {
                slot++;
            }
            if (slot == lengths.length || lengths[slot] != length) {
                int[] more = Arrays.copyOf(lengths, lengths.length + 1);
                System.arraycopy(lengths, slot, more, slot + 1, lengths.length - slot);
                more[slot] = length;
                lengths = more;
            }
        }

        /** Only lengths that exist are tried: a path of a thousand slashes costs no more than any other. */
        @Nullable
        RoutePlan find(String path) {
            for (int length : lengths) {
                if (path.length() == length || (path.length() > length && path.charAt(length) == '/')) {
                    RoutePlan plan = byPrefix.get(path.substring(0, length));
                    if (plan != null) {
                        return plan;
                    }
                }
            }
            return root;
        }
    }
}
