package dev.sluice.proxy.certified;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.proxy.TlsTermination;
import dev.sluice.proxy.TlsTermination.Handshakes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What handshakes at routes' own ports are made with, by the terms of the route. Other terms get other contexts, so that no
 * session outlives what it was opened under. One for all event loops; any thread.
 */
public final class CertifiedHandshakes {

    private static final Logger LOG = LoggerFactory.getLogger(CertifiedHandshakes.class);

    private final Vertx vertx;
    private final TlsTermination tls;
    private final List<String> alpn;
    private final ConcurrentHashMap<Integer, Made> byPort = new ConcurrentHashMap<>();
    private final LongAdder failed = new LongAdder();

    private record Made(ClientCertificates terms, Future<Handshakes> handshakes) {}

    /** Those of one front door, made on workers of that Vert.x instance. */
    public CertifiedHandshakes(Vertx vertx, TlsTermination tls, List<String> alpn) {
        this.vertx = vertx;
        this.tls = tls;
        this.alpn = List.copyOf(alpn);
    }

    /** Where TLS ends. */
    public TlsTermination tls() {
        return tls;
    }

    /** Those for a route with these terms; the same as long as they are asked for with the same terms. */
    public Future<Handshakes> of(ClientCertificates terms) {
        return byPort.compute(
                        terms.port(),
                        (port, known) -> known != null
                                        && known.terms().equals(terms)
                                        && !known.handshakes().failed()
                                ? known
                                : new Made(terms, made(terms)))
                .handshakes();
    }

    private Future<Handshakes> made(ClientCertificates terms) {
        return vertx.executeBlocking(() -> tls.handshakes(alpn, new ClientTrust(terms)), false)
                .onFailure(failure -> LOG.error("No handshakes for {}: its clients are turned away", terms, failure));
    }

    /** A handshake came to nothing: no certificate, or none that is good, or no TLS at all. */
    public void countFailed() {
        failed.increment();
    }

    /** How many did. */
    public long failed() {
        return failed.sum();
    }

    /** Forgets ports that no route has any more. */
    public void published(RoutingTable table) {
        byPort.keySet().retainAll(table.doors().keySet());
    }
}
