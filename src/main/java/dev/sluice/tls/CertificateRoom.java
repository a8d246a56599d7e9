package dev.sluice.tls;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.NewCertificate;
import dev.sluice.core.port.CertificateFile;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.SecretSeal;
import dev.sluice.core.rule.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All certificates that clients may be shown: those of the desired state and those in the directory, merged; for a name that
 * several cover, what the operator brought counts before what was obtained, and of these the one that lasts longest. Files are
 * read and keys opened on a thread of its own.
 */
public final class CertificateRoom implements Certificates, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateRoom.class);
    private static final Examination OF_THE_API = new Examination("certificate", "private_key");

    private final TlsOptions options;
    private final SecretKeyFile secret;
    private final KeptCertificates kept;
    private final CertificateDirectory directory;
    private final ShownCertificates shown = new ShownCertificates();
    private final ServerContexts contexts;
    private final RoomThread thread = new RoomThread();
    private final InternalAuthority authority;

    private volatile List<CertificateFile> files = List.of();
    private volatile Map<String, List<String>> shownFor = Map.of();
    private volatile Map<String, String> faults = Map.of();
    private boolean defaultIsMissing;
    /** When a certificate begins or ends next; on the thread. */
    private Instant standsUntil = Instant.MAX;

    private CertificateRoom(TlsOptions options, TlsEngine engine) {
        this.options = options;
        this.secret = new SecretKeyFile(options.secretKeyFile());
        this.kept = new KeptCertificates(secret);
        this.authority = new InternalAuthority(secret, thread);
        this.directory = new CertificateDirectory(options.directory());
        this.contexts = new ServerContexts(shown, engine);
    }

    /** Opens the room; complete once the directory was read. */
    public static CompletionStage<CertificateRoom> open(TlsOptions options) {
        CertificateRoom room = new CertificateRoom(options, TlsEngine.best());
        return room.thread.run(() -> {
            room.directory.look();
            room.swap();
            room.thread.every(options.lookEvery(), room::look);
            return room;
        });
    }

    private void look() {
        try {
            if (directory.look() | kept.look() | !Instant.now().isBefore(standsUntil)) {
                swap();
            }
        } catch (RuntimeException e) {
            LOG.error("The look at {} and {} failed; the next is made as ever", options.directory(), secret, e);
        }
    }

    /** These of the desired state are shown from now on, and no others; complete once handshakes go by them. */
    public CompletionStage<Void> keep(Collection<Certificate> certificates) {
        return thread.run(() -> {
            kept.keep(certificates);
            swap();
            return null;
        });
    }

    private void swap() {
        List<OpenedCertificate> all = new ArrayList<>(directory.opened());
        all.addAll(kept.opened());
        Instant now = Instant.now();
        CertificateIndex index = new CertificateIndex(all, options.defaultName(), now);
        standsUntil = Standing.nextChange(all, now);
        files = directory.usable();
        faults = kept.faults();
        shownFor = index.shownFor();
        shown.swap(index);
        boolean missing = !options.defaultName().isEmpty() && index.named(options.defaultName()) == null;
        if (missing && !defaultIsMissing) {
            LOG.warn(
                    "No certificate covers {} (https.default-certificate): clients that ask for an unknown name are refused",
                    options.defaultName());
        }
        defaultIsMissing = missing;
    }

    /** What handshakes are made with, for listeners that offer these protocols by ALPN, the preferred one first. */
    public NamedHandshakes handshakes(List<String> alpn) {
        return contexts.handshakes(alpn);
    }

    /** The same for a listener that wants a certificate of each client, which those judge, and that resumes no session. */
    public NamedHandshakes handshakes(List<String> alpn, X509ExtendedTrustManager clients) {
        return contexts.handshakes(alpn, clients);
    }

    /**
     * Whether some certificate covers this host, in lower case, that others than we vouch for: one of our own proves nothing to
     * clients that were not told of our root. Hash lookups only; any thread.
     */
    public boolean covers(String host) {
        Choice named = shown.index().named(host);
        return named != null && !named.isOwn();
    }

    /**
     * Whether a connection that was opened with this session may carry requests for that host, in lower case: its certificate
     * covers it, or none does. Any thread, quick.
     */
    public boolean serves(SSLSession session, String host) {
        return shown.index().serves(ServerNames.of(session), host);
    }

    @Override
    public CompletionStage<NewCertificate> examine(String chain, String privateKey) {
        return thread.run(() -> {
            Problems problems = new Problems();
            OpenedCertificate opened = OF_THE_API.read(chain, privateKey, problems);
            if (opened != null) {
                OF_THE_API.judgeTime(opened, Instant.now(), problems);
            }
            problems.refuseIfAny();
            return sealed(Objects.requireNonNull(opened));
        });
    }

    private NewCertificate sealed(OpenedCertificate opened) {
        CertificateFacts facts = opened.facts();
        try {
            return new NewCertificate(facts, opened.pem(), secret.readOrMake().seal(opened.key(), facts.fingerprint()));
        } catch (IOException e) {
            throw new UncheckedIOException("The key cannot be sealed: secret-key-file: " + e.getMessage(), e);
        }
    }

    @Override
    public List<CertificateFile> files() {
        return files;
    }

    @Override
    public List<String> shownFor(String fingerprint) {
        return shownFor.getOrDefault(fingerprint, List.of());
    }

    @Override
    public @Nullable String fault(String fingerprint) {
        return faults.get(fingerprint);
    }

    @Override
    public CompletionStage<Void> settled() {
        return thread.run(() -> null);
    }

    /** What seals other secrets under the same secret as keys. */
    public SecretSeal secrets() {
        return new SealedTexts(secret, thread);
    }

    /** The thread on which keys are opened and made, and certificates signed; it refuses work once the room is closed. */
    public Executor worker() {
        return thread;
    }

    /** What we and agents know each other by. */
    public InternalAuthority authority() {
        return authority;
    }

    /** Stops looking; what is shown stays shown. Waits for what runs, briefly. */
    @Override
    public void close() {
        thread.close();
    }
}
