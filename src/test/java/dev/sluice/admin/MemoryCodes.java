package dev.sluice.admin;

import dev.sluice.core.port.PairingCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Pairing codes that live in memory instead of a database. */
final class MemoryCodes implements PairingCodes {

    private final Map<String, Long> good = new HashMap<>();
    volatile @Nullable RuntimeException failing;
    /** The lifetime that was last asked for. */
    volatile Duration lifetime = Duration.ZERO;

    @Override
    public synchronized CompletionStage<Instant> issue(long peerId, byte[] sha256, Duration lasting) {
        RuntimeException away = failing;
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        lifetime = lasting;
        good.values().removeIf(known -> known == peerId);
        good.put(HexFormat.of().formatHex(sha256), peerId);
        return CompletableFuture.completedFuture(Instant.now().plus(lasting));
    }

    @Override
    public synchronized CompletionStage<Optional<Long>> redeem(byte[] sha256) {
        RuntimeException away = failing;
        return away == null
                ? CompletableFuture.completedFuture(
                        Optional.ofNullable(good.remove(HexFormat.of().formatHex(sha256))))
                : CompletableFuture.failedFuture(away);
    }

    @Override
    public synchronized CompletionStage<Boolean> isAnyGood() {
        return CompletableFuture.completedFuture(!good.isEmpty());
    }

    /** Time passes. */
    synchronized void expire() {
        good.clear();
    }
}
