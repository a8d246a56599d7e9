package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * An upstream that answers in its own way, but for {@link #NEXT}, and what has to hold afterwards whatever it said: the
 * next client is served, nothing is held, the peer is not suspected.
 */
final class Faulty implements AutoCloseable {

    /** What the next client asks for; it is answered as it should be. */
    static final String NEXT = "/next";

    private static final String GOOD = "next!";

    private final Contract contract;
    private final RawUpstream upstream;
    private final Upstream peer;
    private final AtomicInteger reused = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    private Faulty(Contract contract, RawUpstream.Script fault) {
        this.contract = contract;
        this.upstream = contract.upstream(wire -> serve(wire, fault));
        this.peer = Door.upstream(1, upstream);
        contract.through(peer);
    }

    /** The only upstream of the route from now on; the fault begins behind the request, body included. */
    static Faulty answering(Contract contract, RawUpstream.Script fault) {
        return new Faulty(contract, fault);
    }

    /** The same with these bytes; then the connection stays open. */
    static Faulty saying(Contract contract, String bytes) {
        return new Faulty(contract, wire -> wire.send(bytes));
    }

    /** The same with these bytes; then the connection ends. */
    static Faulty sayingAndClosing(Contract contract, String bytes) {
        return new Faulty(contract, wire -> {
            wire.send(bytes);
            wire.socket().shutdownOutput();
        });
    }

    private void serve(Wire wire, RawUpstream.Script fault) throws IOException, InterruptedException {
        boolean spoilt = false;
        for (Wire.Message request = wire.readRequest(); request != null; request = wire.readRequest()) {
            if (request.firstLine().contains(NEXT)) {
                reused.addAndGet(spoilt ? 1 : 0);
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + GOOD.length() + "\r\n\r\n" + GOOD);
            } else {
                asked.incrementAndGet();
                spoilt = true;
                fault.serve(wire);
            }
        }
    }

    /** How often the faulty answer was asked for. */
    int asked() {
        return asked.get();
    }

    Upstream peer() {
        return peer;
    }

    /** A small answer of ours with that status, that tells nothing internal. */
    void refuses(String name, Answer answer, int status) {
        assertThat(answer.status()).as(name).isEqualTo(status);
        assertThat(answer.whole()).as(name).isTrue();
        assertThat(answer.field("x-request-id")).as(name).isNotBlank();
        assertThat(answer.body())
                .as(name)
                .hasSizeLessThan(1000)
                .doesNotContainIgnoringCase("127.0.0.1", "exception", "netty", "vertx", ".java", "peer-1");
    }

    /** An answer that nobody can take for a complete one of the upstream's. */
    void cuts(String name, Answer answer) {
        if (answer.whole()) {
            refuses(name, answer, 502);
        } else {
            assertThat(answer.status()).as(name).isEqualTo(200);
        }
    }

    /** The upstream's own answer, untouched. */
    void passes(String name, Answer answer, String body) {
        assertThat(answer.whole()).as("%s: %s", name, answer).isTrue();
        assertThat(answer.status()).as(name).isEqualTo(200);
        assertThat(answer.body()).as(name).isEqualTo(body);
    }

    /** The upstream's own answer without what does not belong there, or none of it. */
    void cleansOrRefuses(String name, Answer answer, String body) {
        if (answer.status() == 200) {
            passes(name, answer, body);
            assertThat(answer.head().replace("\r\n", "")).as(name).matches("[ -~\t]*");
        } else {
            refuses(name, answer, 502);
        }
    }

    /** Of a connection that must not serve the next client. */
    void isDropped(String name) {
        goesOn(name);
        assertThat(reused).as("%s: uses of the connection afterwards", name).hasValue(0);
    }

    /** Whatever happened: for another client and, where there may be more than one request at a time, for the same. */
    void goesOn(String name) {
        assertThat(contract.other().get(NEXT).body())
                .as("%s: the next client", name)
                .isEqualTo(GOOD);
        if (contract.over.isMultiplexed()) {
            assertThat(contract.client().get(NEXT).body())
                    .as("%s: the same connection", name)
                    .isEqualTo(GOOD);
        }
        if (peer.vitals().inFlight() != 0) {
            Awaitility.await().until(() -> peer.vitals().inFlight() == 0);
        }
        assertThat(contract.door().suspicions()).as(name).isEmpty();
    }

    /** So that the next case begins with none of its connections: what is not idle now is held by mistake. */
    @Override
    public void close() {
        contract.door().releases(peer, upstream);
        upstream.close();
    }
}
