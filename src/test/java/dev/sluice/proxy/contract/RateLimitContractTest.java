package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on a route that takes only so many requests of a client. */
class RateLimitContractTest extends Contract {

    private static final String OTHER = "other.example.org";

    /** Of "secret", by bcrypt with the least cost. */
    private static final String HASH = "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    @SuppressWarnings("NullAway.Init")
    private RawUpstream app;

    /** What was counted is forgotten. */
    @BeforeEach
    void unlimited() {
        app = upstream(RawUpstream.saying200("hi"));
        door().publish(plan(7, Door.HOST, Map.of()));
    }

    private Plan plan(long id, String host, Map<String, Object> features) {
        return new Plan(id, host).site(SiteFields.read(features)).through(Door.upstream(1, app));
    }

    private static Map<String, Object> hourly(int requests) {
        return Map.of("rate_limit", Map.of("requests", requests, "per", "1h"));
    }

    @Test
    void whatIsTooMuchIsRefusedAndSaysUntilWhen() {
        door().publish(plan(7, Door.HOST, hourly(2)));
        Answer first = client().get("/");
        assertThat(first.body()).isEqualTo("hi");
        assertThat(first.field("ratelimit-policy")).isEqualTo("\"client\";q=2;w=3600");
        assertThat(first.field("ratelimit")).isEqualTo("\"client\";r=1;t=1800");
        assertThat(first.field("retry-after")).isNull();
        assertThat(client().get("/").field("ratelimit")).startsWith("\"client\";r=0;t=1");

        Answer refused = client().get("/", "accept", "application/json");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.field("retry-after")).isBetween("1795", "1800");
        assertThat(refused.field("ratelimit")).isEqualTo("\"client\";r=0;t=" + refused.field("retry-after"));
        assertThat(refused.field("ratelimit-policy")).isEqualTo("\"client\";q=2;w=3600");
        assertThat(refused.body()).contains("\"code\":\"rate_limited\"");
        assertThat(client().get("/").body())
                .as("on the same connection")
                .startsWith("429 rate_limited\nToo many requests");
        assertThat(other().post("a body that nobody reads").status()).isEqualTo(429);
        assertThat(app.heads()).hasSize(2);
        assertThat(door().finished().stream().filter(told -> "rate_limited".equals(told.failure())))
                .hasSize(3);
    }

    @Test
    void routesShareNothing() {
        door().publish(plan(7, Door.HOST, hourly(1)), plan(8, OTHER, hourly(1)));
        assertThat(client().get("/").status()).isEqualTo(200);
        assertThat(client().get("/").status()).isEqualTo(429);
        assertThat(other().get("/", "host", OTHER).status()).isEqualTo(200);
        assertThat(other().get("/", "host", OTHER).status()).isEqualTo(429);
        door().publish(plan(7, Door.HOST, hourly(1)), plan(8, OTHER, Map.of()));
        assertThat(other().get("/", "host", OTHER).field("ratelimit")).isNull();
        assertThat(client().get("/").status()).as("as before").isEqualTo(429);
    }

    @Test
    void otherTermsCountOn() {
        door().publish(plan(7, Door.HOST, hourly(4)));
        client().get("/");
        client().get("/");
        Map<String, Object> features = new HashMap<>(hourly(2));
        features.put("headers", Map.of("security", true));
        door().publish(plan(7, Door.HOST, features));
        assertThat(client().get("/").status()).as("half is left").isEqualTo(200);
        assertThat(client().get("/").status()).isEqualTo(429);
        door().publish(plan(7, Door.HOST, Map.of()));
        assertThat(client().get("/").status()).isEqualTo(200);
        door().publish(plan(7, Door.HOST, hourly(2)));
        assertThat(client().get("/").status()).as("off and on is from new").isEqualTo(200);
    }

    @Test
    void aBurstIsToldBesideThePolicy() {
        door().publish(plan(
                7,
                Door.HOST,
                Map.of("rate_limit", Map.of("requests", 60, "per", "1m", "burst", 5, "allow", List.of()))));
        Answer answer = client().get("/");
        assertThat(answer.field("ratelimit-policy")).isEqualTo("\"client\";q=60;w=60;sluice-burst=5");
        assertThat(answer.field("ratelimit")).isEqualTo("\"client\";r=4;t=1");
    }

    @Test
    void someAreNotCounted() {
        door().publish(plan(
                7,
                Door.HOST,
                Map.of("rate_limit", Map.of("requests", 1, "per", "1h", "allow", List.of("127.0.0.0/8")))));
        for (int i = 0; i < 3; i++) {
            Answer answer = client().get("/");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("ratelimit")).isNull();
        }
    }

    @Test
    void guessesOfPasswordsAreCountedButNobodyWhoMayNotComeIn() {
        Map<String, Object> features = new HashMap<>(hourly(2));
        Map<String, Object> basic = Map.of("users", List.of(Map.of("name", "ada", "password_hash", HASH)));
        features.put("access", Map.of("basic_auth", basic, "deny", List.of("127.0.0.1")));
        door().publish(plan(7, Door.HOST, features));
        Answer denied = client().get("/");
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.field("ratelimit")).isNull();
        features.put("access", Map.of("basic_auth", basic));
        door().publish(plan(7, Door.HOST, features));
        assertThat(client().get("/").status()).isEqualTo(401);
        assertThat(client().get("/").field("ratelimit")).startsWith("\"client\";r=0;");
        Answer refused = client().get("/");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.field("www-authenticate")).isNull();
        assertThat(app.heads()).isEmpty();
    }

    @Test
    void whatApplicationsSayOfLimitsOfTheirOwnStays() {
        RawUpstream own = upstream(wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 200 OK\r\nRateLimit: \"daily\";r=3;t=9\r\nContent-Length: 1\r\n\r\nx");
            }
        });
        door().publish(new Plan(7, Door.HOST).site(SiteFields.read(hourly(9))).through(Door.upstream(1, own)));
        assertThat(client().get("/").field("ratelimit")).isEqualTo("\"daily\";r=3;t=9|\"client\";r=8;t=400");
    }
}
