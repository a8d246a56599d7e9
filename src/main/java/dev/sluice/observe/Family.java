package dev.sluice.observe;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One name with all its series, as a scrape shows it. */
final class Family {

    private Family() {}

    /** Counters; the exposition appends {@code _total} to the name. */
    static <T> MetricSnapshot counters(
            String name, String help, Collection<T> things, Function<T, Labels> labels, ToDoubleFunction<T> value) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        for (T thing : things) {
            family.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels.apply(thing))
                    .value(value.applyAsDouble(thing))
                    .build());
        }
        return family.build();
    }

    static MetricSnapshot counter(String name, String help, double value) {
        return counters(name, help, List.of(value), v -> Labels.EMPTY, v -> v);
    }

    static <T> MetricSnapshot gauges(
            String name, String help, Collection<T> things, Function<T, Labels> labels, ToDoubleFunction<T> value) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        for (T thing : things) {
            family.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(labels.apply(thing))
                    .value(value.applyAsDouble(thing))
                    .build());
        }
        return family.build();
    }

    static MetricSnapshot gauge(String name, String help, double value) {
        return gauges(name, help, List.of(value), v -> Labels.EMPTY, v -> v);
    }

    static MetricSnapshot histograms(String name, String help, Collection<HistogramDataPointSnapshot> points) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(name).help(help);
        points.forEach(family::dataPoint);
        return family.build();
    }
}
