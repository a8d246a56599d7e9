package dev.sluice.tls;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that handshakes go by: one volatile reference, swapped whole. One that is swapped out stays findable for a
 * while, because a handshake first chooses an alias and then asks for what it stands for. One thread swaps; any reads.
 */
final class ShownCertificates {

    /** Far beyond the time between those two questions, also on a machine that stands still for a while. */
    private static final long KEPT_NS = Duration.ofMinutes(1).toNanos();

    private final Map<String, Retired> retired = new ConcurrentHashMap<>();
    private volatile CertificateIndex index = CertificateIndex.EMPTY;

    private record Retired(OpenedCertificate certificate, long atNs) {}

    CertificateIndex index() {
        return index;
    }

    /** From now on, handshakes go by this one. */
    void swap(CertificateIndex next) {
        long now = System.nanoTime();
        retired.values().removeIf(old -> now - old.atNs() > KEPT_NS);
        for (OpenedCertificate old : index.all()) {
            if (next.byAlias(old.alias()) == null) {
                retired.put(old.alias(), new Retired(old, now));
            }
        }
        index = next;
    }

    /** What an alias stands for that was chosen just now; null if it is long gone. */
    @Nullable
    OpenedCertificate byAlias(String alias) {
        OpenedCertificate shown = index.byAlias(alias);
        if (shown != null) {
            return shown;
        }
        Retired old = retired.get(alias);
        return old == null ? null : old.certificate();
    }
}
