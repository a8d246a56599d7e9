package dev.sluice.testing;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A source of Netty leak detectors that remembers every leak they report, instead of logging it as Netty does.
 *
 * <p>Netty reports a leak only when the leaked object has been collected <em>and</em> another of its kind is tracked
 * later; {@link #collect()} brings both about, so that the last test's leaks are seen too. Thread-safe.
 */
public final class LeakRecorder extends ResourceLeakDetectorFactory {

    private static final int COLLECTIONS = 3;
    private static final long COLLECTION_LIMIT_MS = 5_000;

    private final Queue<RecordingDetector<?>> detectors = new ConcurrentLinkedQueue<>();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    @Override
    @SuppressWarnings("deprecation")
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long maxActive) {
        RecordingDetector<T> detector = new RecordingDetector<>(resource, interval, leaks);
        detectors.add(detector);
        return detector;
    }

    /**
     * Forces a garbage collection, has every detector report what was lost, and tells all leaks of the run so far.
     *
     * @return one text per leak, with the places where the object was last touched if they are recorded; empty if nothing leaked
     */
    public List<String> collect() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            awaitCollection();
            detectors.forEach(RecordingDetector::report);
        }
        return List.copyOf(leaks);
    }

    private static void awaitCollection() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> sentinel = new WeakReference<>(new Object(), queue);
        System.gc();
        if (queue.remove(COLLECTION_LIMIT_MS) != sentinel) {
            throw new IllegalStateException("garbage collection: nothing collected within " + COLLECTION_LIMIT_MS
                    + " ms, so leaks would go unseen (is -XX:+DisableExplicitGC set?)");
        }
    }

    private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {

        private final Queue<String> leaks;

        @SuppressWarnings("deprecation")
        RecordingDetector(Class<T> resource, int interval, Queue<String> leaks) {
            super(resource, interval);
            this.leaks = leaks;
        }

        /** Tracks a throw-away object, which is what makes Netty look for lost ones. */
        @SuppressWarnings("unchecked")
        void report() {
            T nothing = (T) new Object();
            trackForcibly(nothing).close(nothing);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            leaks.add("LEAK: " + resourceType + " was not released before it was collected." + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            leaks.add("LEAK: " + resourceType
                    + " was not released before it was collected. Run it again with -Dsluice.leak.records=4 for where"
                    + " it was touched.");
        }
    }
}
