package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heads that are refused before an upstream sees anything, and time that runs out. */
class LimitContractTest extends Contract {

    @Test
    void refusedHeadsReachNoUpstream() {
        RawUpstream a = serving("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        record Refused(int status, String method, String path, List<String> fields) {}
        for (Refused refused : List.of(
                new Refused(400, "GET", "/a#b", List.of()),
                new Refused(400, "GET", "no-slash", List.of()),
                new Refused(400, "GET", "/", List.of("host", "a b")),
                new Refused(400, "GET", "/", List.of("host", "user@app.example.org")),
                new Refused(417, "GET", "/", List.of("expect", "miracle")),
                new Refused(431, "GET", "/", List.of("x-large", "x".repeat(40_000))),
                new Refused(508, "GET", "/", List.of("via", "1.1 sluice" + ", 1.1 sluice".repeat(4))))) {
            try (Speaker own = over.connect(door())) {
                Answer answer = own.ask(
                                refused.method(),
                                refused.path(),
                                Speaker.NONE,
                                refused.fields().toArray(String[]::new))
                        .answer();
                boolean reset = over.isMultiplexed() && answer.status() == 0; // a malformed head gets no answer there
                assertThat(reset || answer.status() == refused.status() && answer.whole())
                        .as("%s %s: %s", refused.path(), refused.fields(), answer)
                        .isTrue();
            }
        }
        assertThat(a.heads()).isEmpty();
        assertThat(client().get("/").body()).as("others go on").isEqualTo("ok");
    }

    @Test
    void anAnswerThatDoesNotComeGives504() {
        serving(Wire::readToEnd);
        long before = System.nanoTime();
        Answer answer = client().get("/");
        assertThat(answer.status()).isEqualTo(504);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(RESPONSE_HEAD.minusMillis(100), RESPONSE_HEAD.plusSeconds(2));
        serving("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(client().get("/").body()).as("the connection goes on").isEqualTo("ok");
    }

    @Test
    void aRequestWithoutAnyHostIsRefused() {
        int status = client().ask("GET", "/", Speaker.NONE, "host", "").answer().status();
        assertThat(status).isEqualTo(over.isMultiplexed() ? 0 : 400);
    }
}
