package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.Recorder;
import dev.sluice.proxy.kit.StrictWire;
import dev.sluice.proxy.kit.TestTls;
import dev.sluice.proxy.kit.Wire;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hostile bytes in HTTP/1: one front door, an upstream that reads by the letter, and somebody else, whose requests must go on
 * all the while.
 */
@ParameterizedClass
@EnumSource(
        value = Over.class,
        names = {"HTTP1", "HTTP1_IN_TLS"})
abstract class Hostile {

    static final String HOST = "Host: " + Door.HOST + "\r\n";
    static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    /** What must never be read as a request. */
    static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n";

    private static final String ELSE = "/else";
    private static final int SHOWN = 160;

    @Parameter
    Over over = Over.HTTP1;

    private RawClient somebodyElse;

    @SuppressWarnings("NullAway.Init")
    private static Recorder recorder;

    @SuppressWarnings("NullAway.Init")
    private static Upstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Door door;

    @SuppressWarnings("NullAway.Init")
    Hostile() {}

    @BeforeAll
    static void open() {
        recorder = new Recorder();
        upstream = Door.upstream(1, recorder.upstream());
        door = Door.open(options -> options.withHttps(0));
        door.publish(new Plan(7, Door.HOST).through(upstream));
    }

    @AfterAll
    static void close() {
        door.releases(upstream, recorder.upstream());
        door.close();
        recorder.close();
    }

    @BeforeEach
    void connect() {
        door.forget();
        recorder.forget();
        somebodyElse = client();
        othersAreServed();
    }

    /** Whatever came: nothing is held, nothing odd was written, and the peer is not blamed. */
    @AfterEach
    void nothingIsLeft() {
        othersAreServed();
        somebodyElse.close();
        soon(() -> door.front().connections() == 0, "connections");
        soon(() -> upstream.vitals().inFlight() == 0, "in flight"); // counted down right behind the connection
        assertThat(upstream.vitals().failed()).isZero();
        assertThat(door.suspicions()).isEmpty();
        assertThat(recorder.malformed()).isEmpty();
    }

    private void othersAreServed() {
        assertThat(somebodyElse.get(Door.HOST, ELSE).body()).isEqualTo(Recorder.ANSWER);
    }

    Door door() {
        return door;
    }

    boolean isTls() {
        return over == Over.HTTP1_IN_TLS;
    }

    RawClient client() {
        return isTls() ? new RawClient(TestTls.connect(door.httpsPort(), "http/1.1")) : door.client();
    }

    static String get(String fields) {
        return "GET / HTTP/1.1\r\n" + HOST + fields + "\r\n";
    }

    static String post(String fields, String body) {
        return "POST / HTTP/1.1\r\n" + HOST + fields + "\r\n" + body;
    }

    static String chunked(String body) {
        return post(CHUNKED, body);
    }

    /** Sends that on a connection of its own, all at once; what cannot be sent any more is left. */
    private RawClient sending(String bytes) {
        RawClient client = client();
        try {
            client.send(bytes);
        } catch (UncheckedIOException ended) {
            // by who has read enough
        }
        return client;
    }

    /** Each of these is refused with that status and its connection closed; nothing whole of it is seen upstream. */
    void refused(int status, String... requests) {
        int before = wholeOfOthers();
        for (String request : requests) {
            String shown = shown(request);
            try (RawClient client = sending(request)) {
                Wire.Message answer = client.read();
                assertThat(answer.firstLine()).as(shown).matches("HTTP/1\\.[01] " + status + " .+");
                assertThat(answer.field("connection")).as(shown).isEqualTo("close");
                assertThat(answer.body().length()).as(shown).isLessThan(1000);
                assertThat(client.isClosed()).as("closed after %s", shown).isTrue();
                isToldOf(answer.field("x-request-id"), status, shown);
            }
        }
        othersAreServed();
        soon(() -> upstream.vitals().inFlight() == 0, "requests in flight");
        assertThat(wholeOfOthers()).as("whole requests upstream").isEqualTo(before);
    }

    private static int wholeOfOthers() {
        return (int) recorder.whole().stream().filter(Hostile::isHostile).count();
    }

    private static boolean isHostile(StrictWire.Message request) {
        return !request.start().startsWith("GET " + ELSE + " ");
    }

    /** The answer and the log name the same request. */
    private static void isToldOf(String id, int status, String shown) {
        soon(
                () -> door.finished().stream().anyMatch(told -> told.requestId().equals(id) && told.status() == status),
                shown);
    }

    /** Most often it is so already. */
    private static void soon(BooleanSupplier condition, String shown) {
        if (!condition.getAsBoolean()) {
            Awaitility.await(shown)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(condition::getAsBoolean);
        }
    }

    /** The request is answered by the upstream; what that got. */
    StrictWire.Message passes(String request) {
        try (RawClient client = client()) {
            return passes(client, request);
        }
    }

    StrictWire.Message passes(RawClient client, String request) {
        String method = request.strip().split(" ", 2)[0];
        client.send(request);
        Wire.Message answer = client.read(method);
        while (answer.status() == 100) {
            answer = client.read(method);
        }
        assertThat(answer.status()).as(shown(request)).isEqualTo(200);
        List<StrictWire.Message> all = reached();
        return all.get(all.size() - 1);
    }

    /** The hostile client's requests that the upstream got whole. */
    static List<StrictWire.Message> reached() {
        return recorder.whole().stream().filter(Hostile::isHostile).toList();
    }

    static String shown(String bytes) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length(), SHOWN); i++) {
            char c = bytes.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c));
        }
        return shown.toString();
    }
}
