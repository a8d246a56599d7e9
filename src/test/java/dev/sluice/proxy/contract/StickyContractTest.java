package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Stickiness;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Sticky;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract where a pool's clients stay on a member. */
class StickyContractTest extends Contract {

    private static final Stamp STAMP = Stamp.created(Instant.parse("2026-01-31T08:15:04.512123Z"), 1);
    private static final Pool POOL =
            new Pool(3, "house", PoolMode.FAILOVER, null, 0, Failback.AUTO, null, true, List.of(), STAMP);

    private RawUpstream first = RawUpstream.saying("first");
    private RawUpstream second = RawUpstream.saying("second");
    private Upstream one = Door.upstream(1, first);
    private Upstream two = Door.upstream(2, second);

    private static Peer peer(long id) {
        return new Peer(
                id,
                "gw-" + id,
                "",
                PeerType.GATEWAY,
                "127.0.0.1",
                1,
                null,
                1,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                Probe.DEFAULT,
                STAMP);
    }

    private static Stickiness stickiness(@Nullable Duration maxAge) {
        return new Stickiness(new Sticky("stay", maxAge), POOL, List.of(peer(1), peer(2)));
    }

    @BeforeEach
    void openBoth() {
        first = upstream(RawUpstream.saying200("first"));
        second = upstream(RawUpstream.saying200("second"));
        one = Door.upstream(1, first);
        two = Door.upstream(2, second);
    }

    private void publish(@Nullable Duration maxAge, Upstream... chosen) {
        door().publish(new Plan(7, Door.HOST)
                .under("/")
                .policy(Policy.roundRobin())
                .stickiness(stickiness(maxAge))
                .through(chosen));
    }

    private static String crumb(Answer answer) {
        String cookie = answer.field("set-cookie");
        return cookie == null ? "" : cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void aClientStaysOnTheMemberThatServedIt() {
        publish(null, one, two);
        Answer answer = client().get("/");
        String crumb = crumb(answer);
        assertThat(answer.field("set-cookie"))
                .isEqualTo(crumb + "; Path=/; HttpOnly; SameSite=Lax" + (isInTls() ? "; Secure" : ""));
        assertThat(crumb).matches("stay=[\\w-]{20}");
        for (int i = 0; i < 5; i++) {
            Answer again = client().get("/", "cookie", "a=b; " + crumb + "; stays=c");
            assertThat(again.body()).isEqualTo(answer.body());
            assertThat(again.field("set-cookie")).isNull();
        }
        assertThat(client().get("/").body())
                .as("those who stay take nobody's turn")
                .isNotEqualTo(answer.body());
    }

    @Test
    void aMemberThatCannotServeIsPassedOver() {
        publish(Duration.ofHours(1), two);
        String crumb = crumb(client().get("/"));
        second.kill();
        publish(Duration.ofHours(1), one, two);
        Answer moved = client().get("/", "cookie", crumb);
        assertThat(moved.body()).isEqualTo("first");
        assertThat(moved.field("set-cookie")).contains("; Max-Age=3600").doesNotStartWith(crumb);
        publish(Duration.ofHours(1), one);
        assertThat(client().get("/", "cookie", crumb(moved)).field("set-cookie"))
                .isNull();
    }

    @Test
    void whatIsMadeUpMeansNobody() {
        publish(null, one);
        String crumb = crumb(client().get("/"));
        for (String made :
                List.of("stay=1", "stay=", "stay", "stay=gw-1", "xstay" + crumb, ";;; stay =x", "stay=\"1\"")) {
            Answer answer = client().get("/", "cookie", made);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(crumb(answer)).as(made).isEqualTo(crumb);
        }
    }

    @Test
    void answersOfOurOwnSayNothing() {
        publish(null);
        Answer answer = client().get("/");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("set-cookie")).isNull();
    }

    @Test
    void theApplicationsCookiesPassBeside() {
        RawUpstream app = upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 200 OK\r\nSet-Cookie: session=1\r\nContent-Length: 0\r\n\r\n");
            }
        });
        publish(null, Door.upstream(1, app));
        assertThat(client().get("/").head()).contains("session=1").contains("stay=");
    }

    private boolean isInTls() {
        return over == Over.HTTP1_IN_TLS || over == Over.HTTP2_IN_TLS;
    }
}
