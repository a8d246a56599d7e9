package dev.sluice.proxy.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.Compression;
import dev.sluice.core.site.ContentCoding;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be compressed, and what becomes of its fields. */
final class CompressedFieldsTest {

    private static final String HTML = "Content-Type: text/html";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "200 | Content-Type: text/html | ZSTD | Accept-Encoding",
                "200 | Content-Type: text/html & Content-Length: 512 | ZSTD | Accept-Encoding",
                "200 | Content-Type: text/html & Content-Length: 511 | - | -",
                "200 | Content-Type: text/html & Content-Length: 99999999999 | ZSTD | Accept-Encoding",
                "404 | Content-Type: text/html | ZSTD | Accept-Encoding",
                "500 | Content-Type: application/json | ZSTD | Accept-Encoding",
                "200 | Content-Type: image/png | - | -",
                "200 | X-Other: 1 | - | -",
                "200 | Content-Type: text/html & Content-Encoding: br | - | -",
                "200 | Content-Type: text/html & Content-Encoding: identity | - | -",
                "200 | Content-Type: text/html & Cache-Control: public, No-Transform | - | -",
                "200 | Content-Type: text/html & Cache-Control: public & Cache-Control: no-transform | - | -",
                "200 | Content-Type: text/html & Cache-Control: no-store | ZSTD | Accept-Encoding",
                "204 | Content-Type: text/html | - | -",
                "205 | Content-Type: text/html | - | -",
                "206 | Content-Type: text/html | - | Accept-Encoding",
                "416 | Content-Type: text/html & Content-Range: bytes */99 | - | Accept-Encoding",
                "304 | X-Other: 1 | - | Accept-Encoding",
                "304 | Cache-Control: no-transform | - | -",
                "200 | Content-Type: text/html & Vary: Origin | ZSTD | Origin, Accept-Encoding",
                "200 | Content-Type: text/html & Vary: Origin & Vary: Cookie | ZSTD | Origin, Cookie, Accept-Encoding",
                "200 | Content-Type: text/html & Vary: accept-encoding, Origin | ZSTD | accept-encoding, Origin",
                "200 | Content-Type: text/html & Vary: * | ZSTD | *",
            })
    void tellsWhichAnswersAreCompressed(int status, String fields, @Nullable ContentCoding coding, String vary) {
        MultiMap answer = fields(fields.split(" & "));
        assertThat(choose(status, answer, "Accept-Encoding: gzip, br, zstd")).isEqualTo(coding);
        assertThat(answer.get("vary")).isEqualTo(vary);
        assertThat(answer.getAll("vary")).hasSizeLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Other: 1", "Accept-Encoding: identity", "Accept-Encoding: deflate"})
    void variesAlsoWhereThisClientGetsItPlain(String asked) {
        MultiMap answer = fields(HTML);
        assertThat(choose(200, answer, asked)).isNull();
        assertThat(answer.get("vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void heedsTheRequest() {
        assertThat(choose(200, fields(HTML), "Accept-Encoding: gzip", "Cache-Control: no-transform"))
                .isNull();
        assertThat(CompressedFields.choose(
                        Compression.DEFAULT, fields("Accept-Encoding: gzip"), HttpVersion.HTTP_1_0, 200, fields(HTML)))
                .isNull();
    }

    @Test
    void leavesNothingBehindThatIsTrueOfThePlainBodyOnly() {
        MultiMap answer = fields(
                HTML,
                "Content-Length: 900",
                "Accept-Ranges: bytes",
                "Content-MD5: x",
                "Digest: x",
                "Content-Digest: x",
                "Repr-Digest: x",
                "ETag: \"v1\"",
                "Last-Modified: Mon, 30 Nov 2026 00:00:00 GMT");
        CompressedFields.encode(answer, ContentCoding.BR);
        assertThat(answer.names())
                .containsExactlyInAnyOrder("Content-Type", "content-encoding", "etag", "Last-Modified");
        assertThat(answer.get("content-encoding")).isEqualTo("br");
        assertThat(answer.get("etag")).isEqualTo("W/\"v1\"");
        assertThat(CompressedFields.isDigest("Content-digest")).isTrue();
        assertThat(CompressedFields.isDigest("digest-of-mine")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\" | W/\"a\" | W/\"a\"",
                "\"a\" | \"x\", W/\"a\" | W/\"a\"",
                "\"a\" | \"a\" | \"a\"",
                "\"a\" | W/\"a\", \"a\" | \"a\"",
                "\"a\" | * | \"a\"",
                "W/\"a\" | W/\"a\" | W/\"a\"",
            })
    void a304NamesTheAnswerThatTheClientHas(String tag, String asked, String expected) {
        MultiMap answer = fields("ETag: " + tag);
        choose(304, answer, "If-None-Match: " + asked);
        assertThat(answer.get("etag")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W/\"a\" | \"a\"",
                "\"a\" | \"a\"",
                "W/\"a\", \"b\",W/\"c\" | \"a\", \"b\",\"c\"",
                "\"W/\", W/\"W/\" | \"W/\", \"W/\"",
                "* | *",
                "W/ | W/",
            })
    void ifMatchIsToldToTheUpstreamByItsOwnTags(String asked, String expected) {
        MultiMap request = fields("If-Match: " + asked, "If-None-Match: " + asked);
        CompressedFields.restoreConditions(request);
        assertThat(request.get("if-match")).isEqualTo(expected);
        assertThat(request.get("if-none-match")).isEqualTo(asked);
    }

    private static @Nullable ContentCoding choose(int status, MultiMap answer, String... asked) {
        return CompressedFields.choose(Compression.DEFAULT, fields(asked), HttpVersion.HTTP_1_1, status, answer);
    }

    private static MultiMap fields(String... lines) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        for (String line : lines) {
            int colon = line.indexOf(':');
            fields.add(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return fields;
    }
}
