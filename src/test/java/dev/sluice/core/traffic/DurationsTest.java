package dev.sluice.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantiles out of buckets. */
class DurationsTest {

    private static final double[] BOUNDS = {1, 2, 4, Double.POSITIVE_INFINITY};

    private static Durations of(long... counts) {
        return new Durations(BOUNDS, counts);
    }

    @ParameterizedTest
    @CsvSource({
        // counts of the buckets, share, seconds
        "10 0 0 0, 0.5, 0.5",
        "10 0 0 0, 1.0, 1.0",
        "10 0 0 0, 0.0, 0.0",
        "5 5 0 0, 0.5, 1.0",
        "5 5 0 0, 0.75, 1.5",
        "0 0 8 0, 0.5, 3.0",
        "1 0 0 1, 0.99, 4.0",
        "0 0 0 3, 0.5, 4.0",
        "99 0 1 0, 0.99, 1.0",
        "98 0 2 0, 0.99, 3.0"
    })
    void aQuantileLiesWithinItsBucket(String counts, double share, double seconds) {
        long[] each =
                Arrays.stream(counts.split(" ")).mapToLong(Long::parseLong).toArray();
        assertThat(of(each).quantile(share)).isCloseTo(seconds, within(1e-9));
    }

    @Test
    void ofNothingThereIsNone() {
        assertThat(of(0, 0, 0, 0).quantile(0.5)).isNull();
        assertThat(of(3, 2, 1, 1).since(of(3, 2, 1, 1)).quantile(0.99)).isNull();
    }

    @Test
    void whatWasCountedBeforeDoesNotCount() {
        assertThat(of(100, 0, 4, 0).since(of(100, 0, 0, 0)).quantile(0.5)).isEqualTo(3.0);
    }

    @Test
    void eachBucketHasOneCount() {
        assertThatThrownBy(() -> of(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("counts: actual 2, expected one for each of 4 bounds");
    }
}
