package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Idle connections to a peer that fell silent are let go of; those in use are not. */
class IdleConnectionsTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n";

    @Test
    void theNextRequestDialsAnew() {
        try (RawUpstream a = RawUpstream.saying("a")) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                assertThat(client.get().status()).isEqualTo(200);
                assertThat(a.openConnections()).isEqualTo(1);

                door.front().closeIdle(Door.upstream(2, a).vitals()); // another peer's affair
                door.front().closeIdle(upstream.vitals());

                Awaitility.await().until(() -> a.openConnections() == 0);
                assertThat(client.get().status()).isEqualTo(200);
                assertThat(a.accepted()).isEqualTo(2);
            }
        }
    }

    @Test
    void whatIsUnderWayGoesOn() {
        try (RawUpstream frozen = RawUpstream.frozen();
                RawUpstream other = RawUpstream.saying("other")) {
            Upstream busy = Door.upstream(1, frozen);
            Upstream idle = Door.upstream(2, other);
            try (Door door = Door.to(busy);
                    RawClient waiting = door.client();
                    RawClient served = door.client()) {
                waiting.send(GET);
                Awaitility.await().until(() -> frozen.heads().size() == 1);
                door.publish(new Plan(7, Door.HOST).through(idle));
                assertThat(served.get().status()).isEqualTo(200);

                door.front().closeIdle(busy.vitals());
                door.front().closeIdle(idle.vitals());

                Awaitility.await().until(() -> other.openConnections() == 0);
                assertThat(frozen.openConnections()).isEqualTo(1);
            }
        }
    }
}
