package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static org.assertj.core.api.Assertions.assertThat;

/** What tests of explanations say of a route that is pinned to the first of two gateways. */
final class Explained {

    static final String X = "x.example";

    private Explained() {}

    static Scenario pair() {
        return Scenario.healthy(Will.pool(A, B).pinned(X, A));
    }

    static void says(Scenario s, long chosen, String because, String next) {
        assertThat(timeless(s.explain(X, null).because())).isEqualTo(because);
        assertThat(s.explain(X, null).chosenId()).isEqualTo(chosen);
        next(s, next);
    }

    static void next(Scenario s, String next) {
        assertThat(timeless(s.explain(X, null).next())).isEqualTo(next);
    }

    /** With minutes and seconds alone. */
    static String timeless(String sentence) {
        return sentence.replace("2026-01-01T12:", "");
    }

    static void others(Scenario s, String... whyNot) {
        assertThat(s.explain(X, null).others())
                .extracting(other -> timeless(other.whyNot()))
                .containsExactly(whyNot);
    }
}
