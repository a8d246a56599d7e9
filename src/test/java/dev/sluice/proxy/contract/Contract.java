package dev.sluice.proxy.contract;

import dev.sluice.admin.auth.PasswordHash;
import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.UpstreamLimits;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A part of the contract: one front door, raw upstreams, and a client that speaks in one of the ways. */
@ParameterizedClass
@EnumSource(Over.class)
abstract class Contract {

    /** How long an upstream may take to its answer's head here. */
    static final Duration RESPONSE_HEAD = Duration.ofSeconds(1);

    /** How long a body may be silent here. */
    static final Duration BODY_IDLE = Duration.ofSeconds(1);

    @Parameter
    Over over = Over.HTTP1;

    private final List<RawUpstream> upstreams = new ArrayList<>();
    private Speaker client;
    private @Nullable Speaker other;

    @SuppressWarnings("NullAway.Init")
    private static Door door;

    @SuppressWarnings("NullAway.Init")
    Contract() {}

    @BeforeAll
    static void open() {
        door = Door.open(Contract::tuned);
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void connect() {
        door.forget();
        client = over.connect(door);
    }

    private static ProxyOptions tuned(ProxyOptions options) {
        ClientLimits c = options.clients();
        UpstreamLimits u = options.upstreams();
        return options.withHttps(0)
                .withH2c(true)
                .withPasswords(PasswordHash::matches)
                .withClients(c.withBodyIdle(BODY_IDLE))
                .withUpstreams(u.withResponseHead(RESPONSE_HEAD));
    }

    @AfterEach
    void leave() {
        client.close();
        if (other != null) {
            other.close();
        }
        upstreams.forEach(RawUpstream::close);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> door.front().connections() == 0);
    }

    Door door() {
        return door;
    }

    Speaker client() {
        return client;
    }

    /** Another client. */
    Speaker other() {
        Speaker known = other == null ? over.connect(door) : other;
        other = known;
        return known;
    }

    /** What a client gets that makes no use of its connection afterwards if the answer was cut. */
    Answer askedOnce(String method) {
        Answer answer = client.ask(method, "/", Speaker.NONE).answer();
        if (!answer.whole() && !over.isMultiplexed()) {
            client.close();
            client = over.connect(door);
        }
        return answer;
    }

    /** A new upstream that does so, which is closed in the end. */
    RawUpstream upstream(RawUpstream.Script script) {
        RawUpstream made = RawUpstream.open(script);
        upstreams.add(made);
        return made;
    }

    /** The same as the only one of the route; it sends those bytes to every request. */
    RawUpstream serving(String answer) {
        return serving(wire -> {
            while (wire.readRequest() != null) {
                wire.send(answer);
            }
        });
    }

    RawUpstream serving(RawUpstream.Script script) {
        RawUpstream made = upstream(script);
        through(Door.upstream(1, made));
        return made;
    }

    void through(Upstream... chosen) {
        door.publish(new Plan(7, Door.HOST).through(chosen));
    }
}
