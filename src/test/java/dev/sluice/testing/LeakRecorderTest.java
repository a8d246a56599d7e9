package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import org.junit.jupiter.api.Test;

/** The recorder sees a lost object, names it, and is silent about a released one. */
class LeakRecorderTest {

    private final LeakRecorder recorder = new LeakRecorder();
    private final ResourceLeakDetector<Resource> detector = recorder.newResourceLeakDetector(Resource.class);

    @Test
    void aLostObjectIsReportedByName() throws Exception {
        lose();
        assertThat(recorder.collect()).singleElement().asString().contains("LEAK: LeakRecorderTest$Resource");
    }

    @Test
    void aReleasedObjectIsNot() throws Exception {
        release();
        assertThat(recorder.collect()).isEmpty();
    }

    @Test
    void itIsTheOneThatNettyUses() {
        assertThat(ResourceLeakDetectorFactory.instance()).isInstanceOf(LeakRecorder.class);
    }

    private void lose() {
        detector.trackForcibly(new Resource());
    }

    private void release() {
        Resource resource = new Resource();
        ResourceLeakTracker<Resource> tracker = detector.trackForcibly(resource);
        assertThat(tracker.close(resource)).isTrue();
    }

    private static final class Resource {}
}
