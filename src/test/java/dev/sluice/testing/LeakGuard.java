package dev.sluice.testing;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails the whole test run if any test lost a Netty buffer.
 *
 * <p>Registered as a service. It must be in place before the first Netty class loads, hence the session and not an
 * extension of single tests; and a leak shows only after the test that caused it, hence the end of the run.
 */
public final class LeakGuard implements LauncherSessionListener {

    private static final LeakRecorder RECORDER = new LeakRecorder();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(RECORDER);
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        List<String> leaks;
        try {
            leaks = RECORDER.collect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for leaks", e);
        }
        if (!leaks.isEmpty()) {
            throw new AssertionError(
                    "Netty buffers leaked: actual " + leaks.size() + ", expected 0\n" + String.join("\n", leaks));
        }
    }
}
