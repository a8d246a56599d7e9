package dev.sluice.proxy.access;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.core.port.PasswordVerifier;
import dev.sluice.core.site.BasicAuth;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where the passwords of visitors are verified: on few threads of their own, for all event loops. A verification costs time and
 * memory on purpose, so only so many wait, and of one client fewer still; the same pair is verified once, however many
 * requests bring it at one time. Any thread.
 */
public final class PasswordChecks implements AutoCloseable {

    /** What came out. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** Too many wait already. */
        BUSY
    }

    /** How long a pair is taken for right without another look. */
    public static final Duration KEPT = Duration.ofSeconds(60);

    /** All that wait or are under way, at most. */
    static final int MOST_WAITING = 64;

    /** Those that one client waits for, at most. */
    static final int MOST_OF_ONE = 4;

    private final PasswordVerifier verifier;
    private final VerifiedPairs verified;
    private final ThreadPoolExecutor threads;
    private final Map<ByteBuffer, Flight> flights = new HashMap<>();
    private final Map<String, Integer> clients = new HashMap<>();

    /** One verification under way, and who waits for it. */
    private record Flight(String client, List<Consumer<Verdict>> waiting) {}

    /** On half of the processors, at least one. */
    public PasswordChecks(PasswordVerifier verifier) {
        this(
                verifier,
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                new VerifiedPairs(KEPT, Ticker.systemTicker()));
    }

    PasswordChecks(PasswordVerifier verifier, int count, VerifiedPairs verified) {
        this.verifier = verifier;
        this.verified = verified;
        this.threads = new ThreadPoolExecutor(
                count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), PasswordChecks::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sluice-visitors");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Verifies a pair. Whoever is no user costs the same time as one who is.
     *
     * @param client who asks, by its address
     * @param then told once: before this returns, or on a thread of these
     */
    void check(BasicAuth auth, Credentials given, String client, Consumer<Verdict> then) {
        BasicAuth.User known = auth.user(given.user());
        String hash = (known == null ? auth.users().get(0) : known).hash();
        ByteBuffer key = verified.key(given, hash);
        if (known != null && verified.holds(key)) {
            then.accept(Verdict.RIGHT);
            return;
        }
        Flight fresh = new Flight(client, new ArrayList<>(List.of(then)));
        switch (entered(key, fresh, then)) {
            case TOO_MANY -> then.accept(Verdict.BUSY);
            case NEW -> threads.execute(() -> land(key, fresh, isRight(given, hash) && known != null));
            case JOINED -> {} // told with the one that it joined
        }
    }

    private enum Entry {
        NEW,
        JOINED,
        TOO_MANY
    }

    private synchronized Entry entered(ByteBuffer key, Flight fresh, Consumer<Verdict> then) {
        Flight flight = flights.get(key);
        if (flight != null) {
            flight.waiting().add(then);
            return Entry.JOINED;
        }
        int own = clients.getOrDefault(fresh.client(), 0);
        if (flights.size() >= MOST_WAITING || own >= MOST_OF_ONE) {
            return Entry.TOO_MANY;
        }
        clients.put(fresh.client(), own + 1);
        flights.put(key, fresh);
        return Entry.NEW;
    }

    private void land(ByteBuffer key, Flight flight, boolean right) {
        if (right) {
            verified.add(key);
        }
        List<Consumer<Verdict>> waiting;
        synchronized (this) {
            flights.remove(key);
            clients.computeIfPresent(flight.client(), (who, count) -> count == 1 ? null : count - 1);
            waiting = List.copyOf(flight.waiting());
        }
        waiting.forEach(then -> then.accept(right ? Verdict.RIGHT : Verdict.WRONG));
    }

    /** A hash that wants more memory than there is matches nothing. */
    private boolean isRight(Credentials given, String hash) {
        try {
            return verifier.matches(given.password(), hash);
        } catch (RuntimeException | OutOfMemoryError e) {
            return false;
        }
    }

    /** Nobody is verified any more; who waits is not told. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
