package dev.sluice.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.FakeClock;
import dev.sluice.core.Some;
import dev.sluice.core.Will;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Peer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tag of a config: equal for equal contents, another for each field that differs. */
@Tag("core")
class AgentConfigEtagTest {

    private static final LanHost NAS = new LanHost("nas", 80);
    private static final @Nullable LanTls ANY = LanTls.parse("any");

    private static String tag(Peer peer, Hop hop, List<AgentRoute> routes, List<AgentL4Route> l4Routes) {
        AgentShare share = new AgentShare(peer, hop);
        routes.forEach(route -> share.add(Telling.of(route)));
        l4Routes.forEach(route -> share.add(Telling.of(route)));
        return share.whole().etag();
    }

    private static AgentRoute route(
            long id, String domain, String path, LanHost lan, @Nullable LanTls tls, @Nullable String mac) {
        return new AgentRoute(id, domain, path, lan, tls, mac);
    }

    @Test
    void eachFieldCounts() {
        Peer peer = Some.gateway(1);
        List<String> tags = new ArrayList<>();
        tags.add(tag(peer, Hop.MTLS, List.of(), List.of()));
        tags.add(tag(peer, Hop.SECRET, List.of(), List.of()));
        tags.add(tag(Some.gateway(2), Hop.MTLS, List.of(), List.of()));
        for (AgentRoute each : List.of(
                route(1, "a", "/", NAS, null, null),
                route(2, "a", "/", NAS, null, null),
                route(1, "b", "/", NAS, null, null),
                route(1, "a", "/x", NAS, null, null),
                route(1, "a", "/", new LanHost("nas2", 80), null, null),
                route(1, "a", "/", new LanHost("nas", 8), null, null),
                route(1, "a", "/", NAS, ANY, null),
                route(1, "a", "/", NAS, LanTls.parse("verify"), null),
                route(1, "a", "/", NAS, LanTls.parse("sha256:" + "0a".repeat(32)), null),
                route(1, "a", "/", NAS, LanTls.parse("sha256:" + "0b".repeat(32)), null),
                route(1, "a", "/", NAS, null, "any"))) {
            tags.add(tag(peer, Hop.MTLS, List.of(each), List.of()));
        }
        for (AgentL4Route each : List.of(
                new AgentL4Route(1, "a", 22, L4TlsMode.NONE, NAS, null),
                new AgentL4Route(2, "a", 22, L4TlsMode.NONE, NAS, null),
                new AgentL4Route(1, "b", 22, L4TlsMode.NONE, NAS, null),
                new AgentL4Route(1, "a", 2, L4TlsMode.NONE, new LanHost("nas", 280), null),
                new AgentL4Route(1, "a", 22, L4TlsMode.TERMINATE, NAS, null),
                new AgentL4Route(1, "a", 22, L4TlsMode.NONE, new LanHost("nas2", 80), null),
                new AgentL4Route(1, "a", 22, L4TlsMode.NONE, new LanHost("nas", 81), null),
                new AgentL4Route(1, "a", 22, L4TlsMode.NONE, NAS, "00:11:32:aa:bb:cc"))) {
            tags.add(tag(peer, Hop.MTLS, List.of(), List.of(each)));
        }

        assertThat(new HashSet<>(tags)).hasSameSizeAs(tags);
        assertThat(tags).allMatch(tag -> tag.matches("[0-9a-f]{64}"));
    }

    @Test
    void whatConcernsOthersLeavesItAsItIs() {
        Will will = Will.pool(1, 2).gateway(3).pinned("nas", 1, "192.168.1.5");
        AgentConfig before = AgentConfig.of(will.desired(), 2);
        will.pinned("other", 4, "192.168.1.6").drain(1).drill(2, FakeClock.START.plusSeconds(60));

        assertThat(AgentConfig.of(will.desired(), 2)).isEqualTo(before);
        will.members(1, 1, 2, 3);
        assertThat(AgentConfig.of(will.desired(), 2)).isEqualTo(before);
        assertThat(AgentConfig.of(will.desired(), 3)).isNotEqualTo(before);
    }
}
