package dev.sluice.proxy.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.ContentCoding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients say of codings (RFC 9110 12.5.3). */
final class AcceptEncodingTest {

    private static final List<ContentCoding> OFFERED = List.of(ContentCoding.values());
    private static final Set<ContentCoding> ALL = EnumSet.allOf(ContentCoding.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "gzip | GZIP",
                "gzip, deflate, br, zstd | ZSTD",
                "gzip, deflate, br | BR",
                "GZIP | GZIP",
                "x-gzip | GZIP",
                "x-gzip;q=0.5, gzip;q=0 | -",
                "gzip;q=1.0, br;q=0.9, zstd;q=0.9 | GZIP",
                "gzip ; q=0.5 , br ; Q=0.501 | BR",
                "gzip;q=0.5,zstd;q=0.5,br;q=0.5 | ZSTD",
                "gzip;q=0 | -",
                "gzip;q=0.000 | -",
                "gzip;q=0.001 | GZIP",
                "* | ZSTD",
                "*;q=0.1 | ZSTD",
                "*;q=0 | -",
                "gzip, *;q=0 | GZIP",
                "*, zstd;q=0 | BR",
                "*;q=0.5, gzip | GZIP",
                "identity | -",
                "identity, gzip;q=0.5 | -",
                "identity;q=0.5, gzip;q=0.5 | GZIP",
                "identity;q=0, gzip | GZIP",
                "identity;q=0 | -",
                "identity;q=0, *;q=0.3 | ZSTD",
                "deflate, compress | -",
                "'' | -",
                ", ,gzip,, | GZIP",
                "gzip;q=1.001 | -",
                "gzip;q=2 | -",
                "gzip;q=-1 | -",
                "gzip;q=0.1234 | -",
                "gzip;q=1. | GZIP",
                "gzip;q= | -",
                "gzip;q=x | -",
                "gzip;level=1 | -",
                "gzip; | -",
                "gzipped, xgzip, gzi | -",
                "gzip;q=0, gzip | -",
            })
    void chooses(String field, ContentCoding expected) {
        assertThat(AcceptEncoding.choose(List.of(field), OFFERED, ALL)).isEqualTo(expected);
    }

    @Test
    void takesSilenceForNo() {
        assertThat(AcceptEncoding.choose(List.of(), OFFERED, ALL)).isNull();
    }

    @Test
    void readsAllLinesOfTheField() {
        assertThat(AcceptEncoding.choose(List.of("zstd;q=0", "gzip;q=0.3", "br;q=0.2"), OFFERED, ALL))
                .isEqualTo(ContentCoding.GZIP);
    }

    @Test
    void prefersInTheOrderOfTheRoute() {
        List<ContentCoding> own = List.of(ContentCoding.GZIP, ContentCoding.ZSTD);
        assertThat(AcceptEncoding.choose(List.of("br, zstd, gzip"), own, ALL)).isEqualTo(ContentCoding.GZIP);
        assertThat(AcceptEncoding.choose(List.of("br"), own, ALL)).isNull();
        assertThat(AcceptEncoding.choose(List.of("zstd;q=1, gzip;q=0.9"), own, ALL))
                .isEqualTo(ContentCoding.ZSTD);
    }

    @Test
    void neverOffersWhatCannotBeMadeHere() {
        Set<ContentCoding> gzip = EnumSet.of(ContentCoding.GZIP);
        assertThat(AcceptEncoding.choose(List.of("br, zstd, gzip;q=0.1"), OFFERED, gzip))
                .isEqualTo(ContentCoding.GZIP);
        assertThat(AcceptEncoding.choose(List.of("br, zstd"), OFFERED, gzip)).isNull();
    }
}
