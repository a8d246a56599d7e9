package dev.sluice.proxy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths of answers, as upstreams say them and as clients get them. */
class PrefixRestoreTest {

    private static final String HOST = "nas.example";

    private static @Nullable String restored(String outer, @Nullable String inner, String field, String value) {
        MultiMap answer = MultiMap.caseInsensitiveMultiMap().add(field, value);
        new PrefixRestore(outer, inner, HOST).apply(answer);
        return answer.get(field);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/app, -, /, /app/",
                "/app, -, /x?to=/y#z, /app/x?to=/y#z",
                "/app, -, ?page=2, ?page=2", // by the path that was asked for
                "/app, -, next, next",
                "/app, -, ../x, ../x",
                "/app, -, /app/x, /app/x", // the application goes by X-Forwarded-Prefix
                "/app, -, /app, /app",
                "/app, -, /apple, /app/apple",
                "/app, -, //other.example/x, //other.example/x",
                "/app, -, https://other.example/x, https://other.example/x",
                "/app, -, https://nas.example.evil/x, https://nas.example.evil/x",
                "/app, -, https://me@nas.example/x, https://me@nas.example/x",
                "/app, -, HTTPS://NAS.example:8443/x, HTTPS://NAS.example:8443/app/x",
                "/app, -, http://nas.example/x, http://nas.example/app/x",
                "/app, -, http://nas.example, http://nas.example",
                "/app, -, http://nas.example?to=/x, http://nas.example?to=/x",
                "/app, /v2, /v2/x, /app/x",
                "/app, /v2, /v2, /app",
                "/app, /v2, /v20, /v20", // outside of what clients can ask for
                "/app, /v2, /x, /x",
                "'', /v2, /v2/x, /x",
                "'', /v2, /v2, /",
                "'', /v2, /v2?a, /?a",
                "'', /v2, /v2//other.example/x, /v2//other.example/x", // no way to another site
                "'', /v2, '/v2/\\other.example/', '/v2/\\other.example/'",
                "'', /v2, '/v2/\t/other.example/', '/v2/\t/other.example/'",
                "'', /v2, http://nas.example/v2//other.example, http://nas.example/v2//other.example",
                "/app, /v2, /v2//other.example/x, /app//other.example/x"
            })
    void locations(String outer, @Nullable String inner, String said, String got) {
        assertThat(restored(outer, inner, "location", said)).isEqualTo(got);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "/app | - | a=1 | a=1",
                "/app | - | a=1; Path=/ | a=1; Path=/app",
                "/app | - | a=1;path=/x;HttpOnly | a=1; path=/app/x;HttpOnly",
                "/app | - | a=/; Secure; PATH=/app/ | a=/; Secure; PATH=/app/",
                "/app | - | a=Path=/ | a=Path=/",
                "/app | - | a=1; Path= | a=1; Path=",
                "/app | - | __Host-a=1; Secure; Path=/ | __Host-a=1; Secure; Path=/",
                "/app | /v2 | a=1; Path=/v2/x | a=1; Path=/app/x",
                "/app | /v2 | a=1; Path=/ | a=1; Path=/app",
                "'' | /v2 | a=1; Path=/v2 | a=1; Path=/"
            })
    void cookies(String outer, @Nullable String inner, String said, String got) {
        assertThat(restored(outer, inner, "set-cookie", said)).isEqualTo(got);
    }
}
