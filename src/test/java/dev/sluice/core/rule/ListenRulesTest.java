package dev.sluice.core.rule;

import static dev.sluice.core.rule.World.ROOT;
import static dev.sluice.core.rule.World.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.testing.ClientAuthority;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What L4 routes may listen on, and beside whom. */
class ListenRulesTest {

    private static final PortObstacle HELD = new PortObstacle(7000, true, "is in use by pid 4711 (vncserver)");

    private static final String STAFF = new ClientAuthority("Staff").pem();

    private final World world = new World().pinned(20, 1);
    private final RouteEdits edits = new RouteEdits(World.GUARD);

    private static Asked listener(Object... fields) {
        Asked asked = new Asked()
                .set("route_type", RouteType.L4)
                .set("target_peer_id", 1)
                .set("l4_listen_port", 7000);
        for (int i = 0; i < fields.length; i += 2) {
            asked.set((String) fields[i], fields[i + 1]);
        }
        return asked;
    }

    private static Asked named(L4TlsMode mode, String domain) {
        return listener("l4_tls_mode", mode, "domain", domain);
    }

    private Route make(Asked asked) {
        long id = world.apply(edits.create(asked, null, ROOT));
        return Objects.requireNonNull(world.desired.route(id));
    }

    private Rejection refused(Asked asked) {
        return world.refused(edits.create(asked, null, ROOT));
    }

    @Test
    void whatIsNotSaidIsTcpWithoutTls() {
        Route route = make(listener());

        assertThat(route.l4()).isEqualTo(new L4Listener("tcp", 7000, L4TlsMode.NONE));
        assertThat(route.domain()).isEmpty();
        assertThat(route.label()).isEqualTo("tcp:7000");
        assertThat(world.audit.get(0).message()).isEqualTo("Route tcp:7000 was created");
    }

    @Test
    void aNamedOneKeepsItsDomainAsAnyRouteDoes() {
        Route route = make(named(L4TlsMode.TERMINATE, "DB.Example."));

        assertThat(route.domain()).isEqualTo("db.example");
        assertThat(route.label()).isEqualTo("db.example:7000");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(listener("l4_listen_port", null), "l4_listen_port"),
                arguments(listener("l4_listen_port", 0), "l4_listen_port"),
                arguments(listener("l4_listen_port", 65_536), "l4_listen_port"),
                arguments(listener("l4_protocol", "udp"), "l4_protocol"),
                arguments(listener("l4_protocol", "TCP"), "l4_protocol"),
                arguments(listener("path_prefix", "/api"), "path_prefix"),
                arguments(listener("domain", "db.example"), "domain"),
                arguments(listener("l4_tls_mode", L4TlsMode.PASSTHROUGH), "domain"),
                arguments(named(L4TlsMode.TERMINATE, "a b"), "domain"),
                arguments(named(L4TlsMode.TERMINATE, "fd00::5"), "domain"),
                arguments(listener("https_redirect", false), "https_redirect"),
                arguments(listener("hsts_max_age_s", 5), "hsts_max_age_s"),
                arguments(listener("route_type", RouteType.HTTP, "domain", "a.example"), "l4_listen_port"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldByName(Asked asked, String path) {
        Rejection no = refused(asked);

        assertThat(no.code()).isEqualTo(RejectionCode.INVALID);
        assertThat(paths(no)).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 8080, 9180})
    void portsOfOurOwnAreBlocked(int port) {
        assertThat(refused(listener("l4_listen_port", port)).code()).isEqualTo(RejectionCode.L4_PORT_BLOCKED);
    }

    @Test
    void theDatabasesPortIsBlockedWhereItIsHere() {
        make(listener("l4_listen_port", 5432)); // it is on another machine

        ForbiddenTargets here = new ForbiddenTargets(java.util.Set.of(), java.util.List.of(), "127.0.0.1", 5432);
        Asked asked = listener("l4_listen_port", 5432);
        assertThat(world.codeOf(new RouteEdits(here).create(asked, null, ROOT)))
                .isEqualTo(RejectionCode.L4_PORT_BLOCKED);
    }

    @ParameterizedTest(name = "{0} {1} beside {2} {3}: {4}")
    @CsvSource({
        "NONE,        '',          NONE,        '',          false",
        "NONE,        '',          PASSTHROUGH, a.example,   false",
        "PASSTHROUGH, a.example,   NONE,        '',          false",
        "TERMINATE,   a.example,   NONE,        '',          false",
        "PASSTHROUGH, a.example,   PASSTHROUGH, a.example,   false",
        "PASSTHROUGH, a.example,   TERMINATE,   A.example,   false",
        "PASSTHROUGH, *.example,   TERMINATE,   *.example,   false",
        "PASSTHROUGH, a.example,   PASSTHROUGH, b.example,   true",
        "PASSTHROUGH, a.example,   TERMINATE,   b.example,   true",
        "PASSTHROUGH, a.example,   TERMINATE,   *.example,   true",
    })
    void onOnePort(L4TlsMode first, String firstDomain, L4TlsMode second, String secondDomain, boolean fits) {
        Route before = make(named(first, firstDomain));

        if (fits) {
            make(named(second, secondDomain));
        } else {
            Rejection no = refused(named(second, secondDomain));
            assertThat(no.code()).isEqualTo(RejectionCode.L4_PORT_CONFLICT);
            assertThat(no.getMessage()).contains("Route " + before.id()).contains("port 7000");
        }
        make(named(second, secondDomain).set("l4_listen_port", 7001));
    }

    @Test
    void aDisabledRouteKeepsItsPort() {
        long id = make(listener()).id();
        world.apply(edits.toggle(id, null, ROOT));

        assertThat(refused(listener()).code()).isEqualTo(RejectionCode.L4_PORT_CONFLICT);
    }

    @Test
    void aPortThatAnotherProcessHoldsIsRefusedToWhoeverWouldListenThereNow() {
        Rejection no = world.refused(edits.create(listener(), HELD, ROOT));
        assertThat(no.code()).isEqualTo(RejectionCode.L4_PORT_IN_USE);
        assertThat(no.getMessage()).isEqualTo("Port 7000 is in use by pid 4711 (vncserver)");

        long off = world.apply(edits.create(listener("enabled", false), HELD, ROOT));
        assertThat(world.codeOf(edits.toggle(off, HELD, ROOT))).isEqualTo(RejectionCode.L4_PORT_IN_USE);
        world.apply(edits.toggle(off, null, ROOT));

        world.apply(edits.update(off, listener("failover", false), HELD, ROOT)); // it has the port already
        world.apply(edits.update(off, listener("l4_listen_port", 7001), HELD, ROOT)); // it leaves the port
        assertThat(world.codeOf(edits.update(off, listener(), HELD, ROOT))).isEqualTo(RejectionCode.L4_PORT_IN_USE);
    }

    @Test
    void oneThatListensAlreadyOpensThePortForTheNext() {
        make(named(L4TlsMode.PASSTHROUGH, "a.example"));

        world.apply(edits.create(named(L4TlsMode.PASSTHROUGH, "b.example"), HELD, ROOT));
    }

    @Test
    void aPortThatThisUserMayNotHaveIsBlocked() {
        PortObstacle denied = new PortObstacle(7000, false, "is refused to this user");

        assertThat(world.codeOf(edits.create(listener(), denied, ROOT))).isEqualTo(RejectionCode.L4_PORT_BLOCKED);
    }

    @Test
    void anHttpRouteBecomesOneAndBack() {
        Asked over = listener("domain", "");
        world.apply(edits.update(20, over, null, ROOT));
        assertThat(Objects.requireNonNull(world.desired.route(20)).label()).isEqualTo("tcp:7000");

        Asked back = new Asked().set("route_type", RouteType.HTTP).set("domain", "back.example");
        world.apply(edits.update(20, back, null, ROOT));
        Route route = Objects.requireNonNull(world.desired.route(20));
        assertThat(route.l4()).isNull();
        assertThat(route.label()).isEqualTo("back.example");
    }

    private static Asked certified(String domain, int port, String pem) {
        return new Asked()
                .set("domain", domain)
                .set("target_peer_id", 1)
                .set("client_certificates", Map.of("port", port, "authorities", pem));
    }

    @Test
    void aPortForClientCertificatesIsOneRoutesAlone() {
        make(listener());
        long id = make(certified("a.example", 7001, STAFF)).id();

        for (int port : new int[] {22, 8080, 9180}) {
            Rejection no = refused(certified("b.example", port, STAFF));
            assertThat(no.code()).isEqualTo(RejectionCode.L4_PORT_BLOCKED);
            assertThat(paths(no)).containsExactly("client_certificates.port");
        }
        Rejection beside = refused(certified("b.example", 7001, STAFF));
        assertThat(beside.code()).isEqualTo(RejectionCode.L4_PORT_CONFLICT);
        assertThat(beside.getMessage()).contains("Route " + id).contains("7001");
        assertThat(refused(certified("b.example", 7000, STAFF)).getMessage()).contains("tcp:7000");
        assertThat(refused(named(L4TlsMode.TERMINATE, "c.example").set("l4_listen_port", 7001))
                        .getMessage())
                .contains("Route " + id)
                .contains("client certificates");
        world.apply(edits.update(id, certified("a.example", 7001, STAFF), null, ROOT));
        world.apply(edits.update(id, certified("a.example", 7002, STAFF), null, ROOT));
        make(listener("l4_listen_port", 7001));
    }

    @Test
    void aPortForClientCertificatesIsRefusedWhereAnotherProcessHoldsIt() {
        Rejection no = world.refused(edits.create(certified("a.example", 7000, STAFF), HELD, ROOT));
        assertThat(no.code()).isEqualTo(RejectionCode.L4_PORT_IN_USE);
        assertThat(paths(no)).containsExactly("client_certificates.port");
        long off = world.apply(edits.create(certified("a.example", 7000, STAFF).set("enabled", false), HELD, ROOT));
        assertThat(world.codeOf(edits.toggle(off, HELD, ROOT))).isEqualTo(RejectionCode.L4_PORT_IN_USE);
    }

    @Test
    void authoritiesAreValidWhenTheyAreSet() {
        String old = new ClientAuthority("Old", Instant.now().minusSeconds(60)).pem();
        Rejection no = refused(certified("a.example", 7000, old));
        assertThat(paths(no)).containsExactly("client_certificates.authorities");
        assertThat(no.problems().get(0).actual()).contains("CN=Old").contains("expired at");
        Rejection plain = refused(certified("a.example", 7000, STAFF).set("https_enabled", false));
        assertThat(paths(plain)).containsExactly("client_certificates");
    }
}
