package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which types of content are compressed. */
final class CompressionTest {

    @ParameterizedTest
    @CsvSource({
        "text/html, true",
        "text/html; charset=utf-8, true",
        "TEXT/HTML ;charset=utf-8, true",
        "text/x-anything, true",
        "application/json, true",
        "application/jsonp, false",
        "application/json-seq, false",
        "application/font-woff, true",
        "image/svg+xml, true",
        "image/png, false",
        "text/event-stream, false",
        "Text/Event-Stream; charset=utf-8, false",
        "text/event-streams, true",
        "tex, false",
        "'', false",
    })
    void coversWhatCaddyDoesButForStreamsOfEvents(String type, boolean covered) {
        assertThat(Compression.DEFAULT.covers(type)).isEqualTo(covered);
    }

    @Test
    void coversStreamsOfEventsWhereTheyAreNamed() {
        Compression named = new Compression(List.of(ContentCoding.GZIP), 0, List.of("text/event-stream"));
        assertThat(named.covers("text/event-stream;charset=utf-8")).isTrue();
        assertThat(named.covers("text/html")).isFalse();
    }

    @Test
    void hasEachCodingOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Compression(List.of(), 0, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Compression(List.of(ContentCoding.BR, ContentCoding.BR), 0, Compression.DEFAULT_TYPES));
    }
}
