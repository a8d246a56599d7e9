package dev.sluice.core.agent;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static dev.sluice.core.Will.D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Will;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LoadBalancingPolicy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which routes each agent is told of, and where they end for it. */
@Tag("core")
class AgentConfigTest {

    private static final String NAS = "192.168.1.5";

    private static AgentConfig config(Will will, long peer) {
        return Objects.requireNonNull(AgentConfig.of(will.desired(), peer));
    }

    /** The peer's routes, HTTP before L4: each with the host that it ends at for that peer. */
    private static List<String> told(Will will, long peer) {
        AgentConfig config = config(will, peer);
        return Stream.concat(
                        config.routes().stream().map(route -> route.domain() + ">" + route.lan()),
                        config.l4Routes().stream()
                                .map(route -> route.domain() + ":" + route.listenPort() + ">" + route.lan()))
                .toList();
    }

    @Test
    void homeAndEverySubstituteHaveTheRouteInAdvance() {
        Will will = Will.pool(A, B).andPool(2, A, C).gateway(D).pinned("nas", A, NAS);

        assertThat(told(will, A)).containsExactly("nas>192.168.1.5:80");
        assertThat(told(will, B)).containsExactly("nas>192.168.1.5:80");
        assertThat(told(will, C)).containsExactly("nas>192.168.1.5:80");
        assertThat(told(will, D)).isEmpty();
    }

    @Test
    void everyMemberHasItsPoolsRoutes() {
        Will will = Will.balanced(LoadBalancingPolicy.ROUND_ROBIN, A, B).pooled("nas", 1, NAS);

        assertThat(told(will, A)).isEqualTo(told(will, B)).containsExactly("nas>192.168.1.5:80");
    }

    @Test
    void whoIsDownDrainedDrilledOrDisabledHasThemToo() {
        Will will = Will.pool(A, B, C).pinned("nas", A, NAS).drain(B).disable(C);

        assertThat(told(will, B)).hasSize(1);
        assertThat(told(will, C)).hasSize(1);
    }

    @Test
    void aRouteThatStaysHomeIsNobodyElses() {
        Will will = Will.pool(A, B).pinned("nas", A, NAS).stayHome("nas");

        assertThat(told(will, A)).hasSize(1);
        assertThat(told(will, B)).isEmpty();
    }

    @Test
    void aDisabledPoolHelpsNobody() {
        Will will = Will.pool(A, B).poolEnabled(1, false).pinned("nas", A, NAS).pooled("cam", 1, NAS);

        assertThat(told(will, A)).containsExactly("nas>192.168.1.5:80");
        assertThat(told(will, B)).isEmpty();
    }

    @Test
    void loopbackIsHomeItselfAndForOthersWhereHomeIsInItsLan() {
        Will will = Will.pool(A, B).pinned("ssh", A, "127.0.0.1");
        assertThat(told(will, A)).containsExactly("ssh>127.0.0.1:80");
        assertThat(told(will, B)).isEmpty();

        will.lanAddress(A, "192.168.1.2");
        assertThat(told(will, A)).containsExactly("ssh>127.0.0.1:80");
        assertThat(told(will, B)).containsExactly("ssh>192.168.1.2:80");
    }

    @Test
    void theAddressMayBeTheOneThatHomesAgentAnnounces() {
        Will will = Will.pool(A, B).pinned("ssh", A, "localhost").pair(A, Hop.MTLS, "192.168.1.3");
        assertThat(told(will, B)).containsExactly("ssh>192.168.1.3:80");

        will.lanAddress(A, "192.168.1.2");
        assertThat(told(will, B)).containsExactly("ssh>192.168.1.2:80");
    }

    @Test
    void loopbackInAPoolIsEachMembersOwn() {
        Will will = Will.pool(A, B).pooled("ssh", 1, "::1").lanAddress(A, "192.168.1.2");

        assertThat(told(will, A)).isEqualTo(told(will, B)).containsExactly("ssh>[::1]:80");
    }

    @Test
    void whatIsOffOrNamesNoHostOrIsAnApplicationIsNoAgents() {
        Will will = Will.pool(A)
                .pinned("off", A, NAS)
                .routeEnabled("off", false)
                .pinned("bare", A)
                .pooled("bare-pool", 1)
                .regular(D, 8080)
                .application("app", D, null);

        assertThat(told(will, A)).isEmpty();
        assertThat(told(will, D)).isEmpty();
        assertThat(AgentConfig.of(will.desired(), 77)).isNull();
    }

    @Test
    void l4RoutesStandApartWithTheirPort() {
        Will will = Will.pool(A, B)
                .pinned("db", A, NAS)
                .listening("db", 5432, L4TlsMode.PASSTHROUGH)
                .pinned("nas", A, NAS);

        assertThat(told(will, B)).containsExactly("nas>192.168.1.5:80", "db:5432>192.168.1.5:80");
        assertThat(config(will, B).l4Routes())
                .containsExactly(new AgentL4Route(1, "db", 5432, L4TlsMode.PASSTHROUGH, new LanHost(NAS, 80), null));
    }

    @Test
    void aConfigIsTheSameWhetherMadeAloneOrWithAllOthers() {
        Will will = Will.pool(A, B, C)
                .pinned("nas", A, NAS)
                .pinned("cam", B, "192.168.1.9")
                .pair(A, Hop.MTLS, null)
                .pair(C, Hop.SECRET, null);

        var all = AgentConfigs.ofPaired(will.desired());
        assertThat(all).containsOnlyKeys(A, C);
        assertThat(all.get(A)).isEqualTo(config(will, A));
        assertThat(all.get(C)).isEqualTo(config(will, C));
        assertThat(config(will, A).hop()).isEqualTo(Hop.MTLS);
        assertThat(config(will, C).hop()).isEqualTo(Hop.SECRET);
        assertThat(config(will, B).hop()).isEqualTo(Hop.OPEN);
    }
}
