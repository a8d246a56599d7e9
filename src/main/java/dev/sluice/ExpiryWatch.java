package dev.sluice;

import dev.sluice.core.expiry.ExpiryNotices;
import dev.sluice.core.expiry.WatchedCertificate;
import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.port.CertificateFile;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.Clock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again whether a certificate that clients are shown comes to its end, and says so in the log and the activity
 * log. One that is shown for no name any more, because another goes before it, is no matter; nor is one of our own, which is
 * followed by another as long as its name is a route's.
 */
final class ExpiryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);

    /** A new one may be near its end already. */
    private static final long EVERY_MS = 10_000;

    private final Clock clock;
    private final Certificates room;
    private final Supplier<Collection<Certificate>> kept;
    private final Consumer<Event> events;
    private final ExpiryNotices notices = new ExpiryNotices();

    /**
     * A watch that looks when told to.
     *
     * @param kept the certificates of the desired state
     * @param events takes what is to be told
     */
    ExpiryWatch(Clock clock, Certificates room, Supplier<Collection<Certificate>> kept, Consumer<Event> events) {
        this.clock = clock;
        this.room = room;
        this.kept = kept;
        this.events = events;
    }

    /** Looks at once and every 10 s, on that event loop, until it is closed. */
    static void open(Context loop, Closers closers, Certificates room, ControlVerticle control) {
        ExpiryWatch watch = new ExpiryWatch(
                Clock.SYSTEM,
                room,
                () -> control.snapshot().desired().certificates().values(),
                control::tell);
        loop.runOnContext(v -> {
            watch.look();
            long timer = loop.owner().setPeriodic(EVERY_MS, id -> watch.look());
            closers.add(() -> Future.succeededFuture(loop.owner().cancelTimer(timer)));
        });
    }

    /** Tells what is due. Hash lookups and no more; not from two threads at a time. */
    void look() {
        List<WatchedCertificate> shown = new ArrayList<>();
        for (Certificate certificate : kept.get()) {
            if (certificate.source() != CertificateSource.OWN && isShown(certificate.facts())) {
                shown.add(WatchedCertificate.of(certificate));
            }
        }
        for (CertificateFile file : room.files()) {
            if (isShown(file.facts())) {
                shown.add(WatchedCertificate.of(file));
            }
        }
        for (Event event : notices.due(shown, clock.wall())) {
            LOG.warn("{}", event.message());
            events.accept(event);
        }
    }

    private boolean isShown(CertificateFacts facts) {
        return !room.shownFor(facts.fingerprint()).isEmpty();
    }
}
