package dev.sluice;

import dev.sluice.config.Settings;
import dev.sluice.core.Publication;
import dev.sluice.core.port.RequestLog;
import dev.sluice.core.traffic.TrafficCounts;
import dev.sluice.observe.AccessLog;
import dev.sluice.observe.Metrics;
import dev.sluice.observe.RequestLogs;
import dev.sluice.observe.RequestTails;
import dev.sluice.observe.ServiceNotifier;
import dev.sluice.proxy.FrontDoor;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever is told of what happens: metrics, the access log, the service manager. Opening and closing block. */
final class Observers implements AutoCloseable {

    private final Metrics metrics;
    private final @Nullable AccessLog accessLog;
    private final RequestTails tails = new RequestTails();
    private final ServiceNotifier service = ServiceNotifier.ofEnvironment();

    private Observers(Metrics metrics, @Nullable AccessLog accessLog) {
        this.metrics = metrics;
        this.accessLog = accessLog;
    }

    /**
     * Opens what the settings ask for.
     *
     * @throws IOException if the access log cannot be written
     */
    static Observers open(Settings.Log log, ControlVerticle control) throws IOException {
        AccessLog accessLog =
                switch (log.access()) {
                    case FILE -> AccessLog.toFile(log.accessFile());
                    case STDOUT -> AccessLog.toStandardOutput();
                    case OFF -> null;
                };
        Metrics metrics = new Metrics(control::snapshot, control::unsavedEntries, control::isReady);
        if (accessLog != null) {
            metrics.watchAccessLog(accessLog::dropped);
        }
        return new Observers(metrics, accessLog);
    }

    /** What the data plane tells of each request. */
    RequestLog requestLog() {
        return new RequestLogs(accessLog == null ? List.of(metrics, tails) : List.of(metrics, accessLog, tails));
    }

    /** Counts what was published. */
    void published(Publication publication) {
        publication.news().forEach(metrics::counted);
        publication.entry().events().forEach(metrics::counted); // a receipt that was completed comes here only
    }

    /** Asks the front door what it alone counts. */
    FrontDoor watch(FrontDoor door) {
        metrics.watchClientCertificates(door::certificatesRefused);
        return door;
    }

    /** Those who look at requests as they end. */
    RequestTails tails() {
        return tails;
    }

    /** What was counted of requests. Any thread. */
    TrafficCounts counts() {
        return metrics.counts();
    }

    /** The text of {@code /metrics}. */
    String metrics() {
        return metrics.scrape();
    }

    /** Tells the service manager that requests are served. */
    void ready() {
        service.ready();
    }

    void stopping() {
        service.stopping();
    }

    @Override
    public void close() {
        metrics.close();
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
