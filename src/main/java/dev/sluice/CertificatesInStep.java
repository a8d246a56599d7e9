package dev.sluice;

import dev.sluice.admin.ClientTls;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.AcmeRecords.Refused;
import dev.sluice.core.port.Clock;
import dev.sluice.proxy.TlsTermination;
import dev.sluice.tls.CertificateRoom;
import dev.sluice.tls.acme.AcmeRoom;
import dev.sluice.tls.own.RootKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what handshakes show in step with the desired state, and gives the front door what it needs of it. */
final class CertificatesInStep implements TlsTermination {

    private static final Logger LOG = LoggerFactory.getLogger(CertificatesInStep.class);

    private final CertificateRoom room;
    private final RootKey root;
    private final HopsInStep hops;
    private volatile @Nullable AcmeRoom acme;
    private Map<Long, Certificate> seen = Map.of();

    CertificatesInStep(CertificateRoom room, LateStore store) {
        this.room = room;
        this.root = new RootKey(new LateOwnRoots(store), room.secrets(), room.worker(), Clock.SYSTEM);
        this.hops = new HopsInStep(room.authority());
    }

    /** What agents know us by. */
    HopsInStep hops() {
        return hops;
    }

    CertificateRoom room() {
        return room;
    }

    /** The root of our own authority. */
    RootKey root() {
        return root;
    }

    ClientTls forApi() {
        return new ClientTls(room, root, this::refused);
    }

    private CompletionStage<List<Refused>> refused() {
        AcmeRoom obtaining = acme;
        return obtaining == null ? CompletableFuture.completedStage(List.of()) : obtaining.refused();
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

    /** From now on this one obtains certificates and answers for them. */
    void obtainedBy(AcmeRoom room) {
        acme = room;
    }

    @Override
    public CompletionStage<@Nullable String> challengeAnswer(String token) {
        AcmeRoom obtaining = acme;
        return obtaining == null ? TlsTermination.super.challengeAnswer(token) : obtaining.answer(token);
    }

    @Override
    public Handshakes handshakes(List<String> alpn) {
        return room.handshakes(alpn)::handler;
    }

    @Override
    public Handshakes handshakes(List<String> alpn, X509ExtendedTrustManager clients) {
        return room.handshakes(alpn, clients)::handler;
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
