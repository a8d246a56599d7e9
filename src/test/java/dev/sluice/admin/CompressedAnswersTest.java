package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Long answers are compressed for those who take that, and nothing else is. */
class CompressedAnswersTest extends ApiTest {

    private Reply peers(String accepted) {
        return api.call("GET", "/peers", null, "Accept-Encoding", accepted);
    }

    @Test
    void aLongListIsCompressedForWhoTakesIt() {
        for (int i = 0; i < 30; i++) {
            api.gateway("gateway-" + i);
        }

        Reply plain = peers("identity");
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(plain.items()).hasSize(30);

        Reply zipped = peers("br, gzip");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(zipped.body().length()).isLessThan(plain.body().length() / 4);
        assertThat(zipped.items()).isEqualTo(plain.items());
        assertThat(peers("gzip;q=0").header("Content-Encoding")).isNull();
    }

    @Test
    void whatIsShortOrHasAnEntityTagGoesAsItIs() {
        long id = api.gateway("a");
        assertThat(peers("gzip").header("Content-Encoding")).isNull();

        api.put("/peers/" + id, new JsonObject().put("description", "d".repeat(200)));
        Reply document = api.call("GET", "/desired", null, "Accept-Encoding", "gzip");
        assertThat(document.header("ETag")).isNotNull();
        assertThat(document.header("Content-Encoding")).isNull();
    }
}
