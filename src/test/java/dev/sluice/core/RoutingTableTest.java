package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which route a request belongs to. */
@Tag("core")
class RoutingTableTest {

    private static final Target TARGET = new Target.Gateway(A, null);

    private final Map<Long, RoutePlan> plans = new HashMap<>();

    private static RoutePlan plan(Route route) {
        return new RoutePlan(route, A, Ladder.EMPTY, Policy.failover(), null, null, null, null, null);
    }

    private RoutingTableTest serve(String domain, String path) {
        return serve(domain, path, RouteType.HTTP);
    }

    private RoutingTableTest serve(String domain, String path, RouteType type) {
        L4Listener l4 = type == RouteType.L4 ? new L4Listener("tcp", 2222, L4TlsMode.NONE) : null;
        long id = plans.size() + 1;
        plans.put(
                id,
                plan(new Route(
                        id, domain, path, "", true, type, TARGET, true, true, null, null, null, null, l4, Will.STAMP)));
        return this;
    }

    private RoutingTableTest listen(int port, L4TlsMode mode, String domain) {
        long id = plans.size() + 1;
        plans.put(id, plan(Some.listening(Some.route(id, domain, TARGET), port, mode)));
        return this;
    }

    private RoutingTable table() {
        return new RoutingTable(1, plans, Set.of());
    }

    /** The route's domain and prefix, or a dash. */
    private String find(String host, String path) {
        RoutePlan plan = table().find(host, path);
        return plan == null ? "-" : plan.route().domain() + plan.route().pathPrefix();
    }

    @ParameterizedTest(name = "{0}{1} -> {2}")
    @CsvSource({
        "app.example.com,     /,              app.example.com/",
        "app.example.com,     /any/where,     app.example.com/",
        "app.example.com,     *,              app.example.com/",
        "other.example.com,   /,              *.example.com/",
        "a.b.example.com,     /,              -",
        "example.com,         /,              -",
        ".example.com,        /,              -",
        "b.deep.example.com,  /,              *.deep.example.com/",
        "example.org,         /,              -",
        "'',                  /,              -",
        "localhost,           /,              localhost/",
    })
    void anExactDomainGoesBeforeAWildcardOfOneLabel(String host, String path, String expected) {
        serve("app.example.com", "/")
                .serve("*.example.com", "/")
                .serve("*.deep.example.com", "/")
                .serve("localhost", "/");

        assertThat(find(host, path)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/,             x/",
        "/index.html,   x/",
        "/api,          x/api",
        "/api/,         x/api",
        "/api/v2,       x/api/v2/",
        "/api/v2/,      x/api/v2/",
        "/api/v2/users, x/api/v2/",
        "/api/v20,      x/api",
        "/apis,         x/",
        "/ap,           x/",
        "/API,          x/",
        "//api,         x/",
        "/x/api/v2,     x/",
        "/status,       x/status",
        "/status/1,     x/status",
    })
    void theLongestPrefixWinsAtSegmentBorders(String path, String expected) {
        serve("x", "/").serve("x", "/api").serve("x", "/api/v2/").serve("x", "/status");

        assertThat(find("x", path)).isEqualTo(expected);
    }

    @Test
    void anIpv6AddressIsAskedForInBrackets() {
        serve("fd00::5", "/").serve("::1", "/api");

        assertThat(find("[fd00::5]", "/x")).isEqualTo("fd00::5/");
        assertThat(find("[::1]", "/api/x")).isEqualTo("::1/api");
        assertThat(find("[::1]", "/")).isEqualTo("-");
        assertThat(find("[fd00::6]", "/")).isEqualTo("-");
        assertThat(Objects.requireNonNull(table().find("[::1]", "/api")).route().label())
                .isEqualTo("[::1]/api");
    }

    @Test
    void withoutARootOnlyThePrefixesAreServed() {
        serve("x", "/api");

        assertThat(find("x", "/api/1")).isEqualTo("x/api");
        assertThat(find("x", "/")).isEqualTo("-");
        assertThat(find("x", "")).isEqualTo("-");
        assertThat(find("x", "*")).isEqualTo("-");
    }

    @Test
    void whatTheExactDomainDoesNotServeFallsThroughToTheWildcard() {
        serve("app.example.com", "/api").serve("*.example.com", "/").serve("*.example.com", "/api");

        assertThat(find("app.example.com", "/api")).isEqualTo("app.example.com/api");
        assertThat(find("app.example.com", "/")).isEqualTo("*.example.com/");
        assertThat(find("web.example.com", "/api")).isEqualTo("*.example.com/api");
    }

    @Test
    void l4RoutesAreNoBusinessOfRequests() {
        serve("ssh.example.com", "/", RouteType.L4);

        assertThat(find("ssh.example.com", "/")).isEqualTo("-");
        assertThat(table().plan(1)).isNotNull();
        assertThat(table().plan(2)).isNull();
    }

    @Test
    void aPortBelongsToOneRouteOrToThoseOfItsNames() {
        listen(2222, L4TlsMode.NONE, "")
                .listen(5432, L4TlsMode.PASSTHROUGH, "a.example.com")
                .listen(5432, L4TlsMode.TERMINATE, "*.example.com");
        RoutingTable table = table();

        assertThat(table.ports()).containsExactlyInAnyOrder(2222, 5432);
        assertThat(table.port(80)).isNull();
        PortPlan alone = Objects.requireNonNull(table.port(2222));
        assertThat(Objects.requireNonNull(alone.taker()).route().id()).isEqualTo(1);
        assertThat(alone.find("a.example.com")).isNull();
        PortPlan shared = Objects.requireNonNull(table.port(5432));
        assertThat(shared.taker()).isNull();
        assertThat(Objects.requireNonNull(shared.find("a.example.com")).route().id())
                .isEqualTo(2);
        assertThat(Objects.requireNonNull(shared.find("b.example.com")).route().id())
                .isEqualTo(3);
        assertThat(shared.find("a.b.example.com")).isNull();
        assertThat(shared.find("example.com")).isNull();
        assertThat(shared.find("")).isNull();
    }

    @Test
    void anEmptyTableServesNobody() {
        assertThat(RoutingTable.EMPTY.find("x", "/")).isNull();
        assertThat(RoutingTable.EMPTY.generation()).isZero();
    }

    @Test
    void itKnowsWhoIsDown() {
        RoutingTable table = new RoutingTable(1, plans, Set.of(A));

        assertThat(table.isDown(A)).isTrue();
        assertThat(table.isDown(Will.B)).isFalse();
    }

    @Test
    void tenThousandHostsAreAllFound() {
        for (int i = 0; i < 10_000; i++) {
            serve("host-" + i + ".example.com", "/");
        }
        RoutingTable table = table();
        for (long id = 1; id <= 10_000; id++) {
            RoutePlan found = table.find("host-" + (id - 1) + ".example.com", "/index.html");
            if (found == null || found.route().id() != id) {
                throw new AssertionError("host-" + (id - 1) + " found " + found);
            }
        }
    }

    @Test
    void aPathOfManySlashesCostsNoMoreThanAnother() {
        serve("x", "/").serve("x", "/api").serve("x", "/api/v2");
        RoutingTable table = table();
        String slashes = "/".repeat(30_000);
        long started = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            assertThat(table.find("x", slashes)).isNotNull();
        }

        // Cutting the path at each slash takes minutes for these.
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }
}
