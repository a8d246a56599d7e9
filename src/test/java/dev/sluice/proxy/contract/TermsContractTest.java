package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Terms;
import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract where a route asks more of its upstreams than others do. */
class TermsContractTest extends Contract {

    private static final Duration SHORT = Duration.ofMillis(150);

    private static Terms statuses(Integer... statuses) {
        return new Terms(null, null, null, List.of(statuses));
    }

    private static Terms bytes(long most) {
        return new Terms(null, null, most, List.of());
    }

    private void publish(@Nullable Terms terms, Upstream... chosen) {
        Plan plan = new Plan(7, Door.HOST).through(chosen);
        door().publish(terms == null ? plan : plan.terms(terms));
    }

    private RawUpstream saying(int status) {
        return upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 " + status + " X\r\nContent-Length: 1\r\n\r\nx");
            }
        });
    }

    @Test
    void anAnswersHeadMayTakeAsLongAsTheRouteSays() {
        Upstream slow = Door.upstream(1, upstream(wire -> {
            while (wire.readRequest() != null) {
                continue;
            }
        }));
        publish(new Terms(SHORT, null, null, List.of()), slow);
        long began = System.nanoTime();
        assertThat(client().get("/").status()).isEqualTo(504);
        assertThat(System.nanoTime() - began).isLessThan(RESPONSE_HEAD.toNanos());
    }

    @Test
    void anAnswersBodyMayBeSilentAsLongAsTheRouteSays() {
        publish(new Terms(null, SHORT, null, List.of()), Door.upstream(1, upstream(wire -> {
            wire.readRequest();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart");
            wire.readRequest();
        })));
        Answer answer = askedOnce("GET");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).isFalse();
    }

    @Test
    void aBodyThatIsSaidToBeTooLongReachesNobody() {
        RawUpstream app = upstream(RawUpstream.saying200("ok"));
        publish(bytes(10), Door.upstream(1, app));
        assertThat(client().post("ten bytes.").body()).isEqualTo("ok");
        Speaker.Conversation conversation = client().ask("POST", "/", 11);
        assertThat(conversation.answer().status()).isEqualTo(413);
        assertThat(app.heads()).hasSize(1);
        assertThat(door().lastFinished().failure()).isEqualTo("body_too_large");
    }

    @Test
    void aBodyThatTurnsOutTooLongIsNeverComplete() {
        RawUpstream app = upstream(RawUpstream.saying200("ok"));
        publish(bytes(10), Door.upstream(1, app));
        Speaker.Conversation conversation = client().ask("POST", "/", Speaker.UNKNOWN);
        conversation.send("ten bytes.");
        conversation.send("and one");
        assertThat(conversation.answer().status()).isEqualTo(413);
        publish(bytes(0), Door.upstream(1, app));
        assertThat(other().get("/").body()).isEqualTo("ok");
        assertThat(app.heads()).as("requests that came whole").hasSizeLessThanOrEqualTo(2);
        assertThat(door().finished().stream().filter(told -> "body_too_large".equals(told.failure())))
                .hasSize(1);
    }

    @Test
    void aStatusThatTheRouteNamesIsAskedForElsewhereOnce() {
        RawUpstream bad = saying(503);
        RawUpstream good = saying(200);
        Upstream first = Door.upstream(1, bad);
        publish(statuses(502, 503), first, Door.upstream(2, good));
        assertThat(client().get("/").status()).isEqualTo(200);
        assertThat(client().ask("HEAD", "/", Speaker.NONE).answer().status()).isEqualTo(200);
        assertThat(first.vitals().retried()).isEqualTo(2);
        assertThat(first.vitals().isSuspect())
                .as("an application's word is none on the peer")
                .isFalse();
        publish(statuses(502, 503), first, Door.upstream(2, saying(502)), Door.upstream(3, good));
        assertThat(client().get("/").status()).as("twice is all").isEqualTo(502);
    }

    @Test
    void othersAreAnsweredAsTheyWere() {
        RawUpstream bad = saying(503);
        RawUpstream good = saying(200);
        Upstream first = Door.upstream(1, bad);
        Upstream second = Door.upstream(2, good);
        publish(statuses(502), first, second);
        assertThat(client().get("/").status()).isEqualTo(503);
        publish(null, first, second);
        assertThat(client().get("/").status()).isEqualTo(503);
        publish(statuses(503), first);
        assertThat(client().get("/").status()).isEqualTo(503);
        publish(statuses(503), first, second);
        assertThat(client().post("once").status()).isEqualTo(503);
        assertThat(client().ask("DELETE", "/", Speaker.NONE).answer().status()).isEqualTo(503);
        assertThat(client().ask("GET", "/", 0, "content-length", "0").answer().status())
                .isIn(200, 503);
        assertThat(bad.heads().stream().filter(head -> head.startsWith("POST"))).hasSize(1);
        assertThat(good.heads()).noneMatch(head -> head.startsWith("POST") || head.startsWith("DELETE"));
        door().publish(new Plan(7, Door.HOST).noRescue().terms(statuses(503)).through(first, second));
        assertThat(client().get("/").status()).isEqualTo(503);
    }

    /** Ten that are saved up, and a fifth of the requests from then on. */
    @Test
    void theBudgetIsAFifthOfTheRoutesRequests() {
        Upstream first = Door.upstream(1, saying(503));
        publish(statuses(503), first, Door.upstream(2, saying(200)));
        int helped = 0;
        for (int i = 0; i < 30; i++) {
            helped += client().get("/").status() == 200 ? 1 : 0;
        }
        assertThat(helped).isEqualTo(15);
        assertThat(first.vitals().retried()).isEqualTo(15);
    }
}
