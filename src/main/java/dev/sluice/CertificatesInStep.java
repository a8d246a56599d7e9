package dev.sluice;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.Desired;
import dev.sluice.proxy.TlsTermination;
import dev.sluice.tls.CertificateRoom;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what handshakes show in step with the desired state, and gives the front door what it needs of it. */
final class CertificatesInStep implements TlsTermination {

    private static final Logger LOG = LoggerFactory.getLogger(CertificatesInStep.class);

    private final CertificateRoom room;
    private final HopsInStep hops;
    private Map<Long, Certificate> seen = Map.of();

    CertificatesInStep(CertificateRoom room) {
        this.room = room;
        this.hops = new HopsInStep(room.authority());
    }

    /** What agents know us by. */
    HopsInStep hops() {
        return hops;
    }

    CertificateRoom room() {
        return room;
    }

    /** A state was published; nothing is done if its certificates are those from before. Control loop. */
    void published(Desired desired) {
        hops.published(desired);
        if (desired.certificates() == seen) {
            return; // a change keeps the map of what it does not touch
        }
        seen = desired.certificates();
        room.keep(seen.values()).whenComplete((v, failure) -> {
            if (failure != null) {
                LOG.error("The certificates of revision {} are not shown", desired.revision(), failure);
            }
        });
    }

    @Override
    public Handshakes handshakes(List<String> alpn) {
        return room.handshakes(alpn)::handler;
    }

    @Override
    public boolean covers(String host) {
        return room.covers(host);
    }

    @Override
    public boolean serves(SSLSession session, String host) {
        return room.serves(session, host);
    }
}
