package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Crowd;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Balanced pools over all event loops. */
class SpreadTest {

    @Test
    void roundRobinOverThreeMembersIsExact() {
        try (RawUpstream a = RawUpstream.saying("a");
                RawUpstream b = RawUpstream.saying("b");
                RawUpstream c = RawUpstream.saying("c");
                Door door = Door.open()) {
            List<Upstream> members = List.of(Door.upstream(1, a), Door.upstream(2, b), Door.upstream(3, c));
            door.publish(new Plan(7, Door.HOST)
                    .through(members.toArray(Upstream[]::new))
                    .policy(Policy.roundRobin()));
            try (Crowd<Integer> crowd = Crowd.of(12, i -> () -> {
                try (RawClient client = door.client()) {
                    int good = 0;
                    for (int n = 0; n < 250; n++) {
                        good += client.get().status() == 200 ? 1 : 0;
                    }
                    return good;
                }
            })) {
                assertThat(crowd.results()).containsOnly(250);
            }
            assertThat(Stream.of(a, b, c).map(up -> up.heads().size())).containsOnly(1000);
            assertThat(door.threads()).as("event loops that took part").hasSize(Door.LOOPS);
            assertThat(members).allMatch(member -> member.vitals().inFlight() == 0);
            assertThat(members).allMatch(member -> member.vitals().requests() == 1000);
            assertThat(Stream.of(a, b, c).mapToInt(RawUpstream::accepted).sum())
                    .as("upstream connections, at most one per client and member")
                    .isLessThanOrEqualTo(36);
        }
    }
}
