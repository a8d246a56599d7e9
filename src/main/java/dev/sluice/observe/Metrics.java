package dev.sluice.observe;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.RequestLog;
import dev.sluice.core.traffic.TrafficCounts;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The metrics, as Prometheus text. The data plane only adds to counters of its own; series are put together when they are
 * scraped, from those and from the snapshot, so what was deleted is simply not there any more.
 */
public final class Metrics implements RequestLog, AutoCloseable {

    private final Supplier<Snapshot> snapshot;
    private final IntSupplier ledgerUnsaved;
    private final BooleanSupplier ready;
    private final RequestCounts requests = new RequestCounts();
    private final PivotCounts pivots = new PivotCounts();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private volatile LongSupplier accessLogDropped = () -> 0;
    private volatile LongSupplier certificatesRefused = () -> 0;

    public Metrics(Supplier<Snapshot> snapshot, IntSupplier ledgerUnsaved, BooleanSupplier ready) {
        this.snapshot = snapshot;
        this.ledgerUnsaved = ledgerUnsaved;
        this.ready = ready;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        MultiCollector ours = this::collect;
        registry.getPrometheusRegistry().register(ours);
    }

    /** Where to ask how many lines the access log dropped. */
    public void watchAccessLog(LongSupplier dropped) {
        accessLogDropped = dropped;
    }

    /** Where to ask how many handshakes came to nothing where clients show certificates. */
    public void watchClientCertificates(LongSupplier refused) {
        certificatesRefused = refused;
    }

    @Override
    public void finished(FinishedRequest request) {
        requests.add(request);
    }

    /** Counts what an event tells. It may come again with more details, and counts once. Any thread. */
    public void counted(Event event) {
        pivots.add(event);
    }

    /** What was counted of finished requests until now. Any thread. */
    public TrafficCounts counts() {
        return requests.read();
    }

    /** All series in Prometheus' text format 0.0.4. Any thread; some milliseconds. */
    public String scrape() {
        return registry.scrape();
    }

    private MetricSnapshots collect() {
        Snapshot now = snapshot.get();
        List<MetricSnapshot> all = new ArrayList<>(requests.read(now.desired()));
        all.addAll(pivots.read(now.desired()));
        all.addAll(PeerSeries.read(now));
        all.addAll(CircuitSeries.read(now));
        all.addAll(MirrorSeries.read(now));
        all.add(Family.gauge("sluice_ledger_unsaved", "Entries that wait for the database.", ledgerUnsaved.getAsInt()));
        all.add(Family.gauge("sluice_ready", "1 once the front door is open.", ready.getAsBoolean() ? 1 : 0));
        all.add(Family.counter(
                "sluice_access_log_dropped",
                "Lines of the access log that were never written.",
                accessLogDropped.getAsLong()));
        all.add(Family.counter(
                "sluice_client_certificate_handshakes_failed",
                "Handshakes that came to nothing where clients show certificates.",
                certificatesRefused.getAsLong()));
        return new MetricSnapshots(all);
    }

    /** Lets go of the JVM's notifications. */
    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
