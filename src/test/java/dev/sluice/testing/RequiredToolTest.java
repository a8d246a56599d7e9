package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A missing tool skips a test, or fails it where everything is required; Docker only ever skips. */
class RequiredToolTest {

    @Test
    void aProgramInThePathIsFound() {
        assertThat(RequiredTool.require("sh")).isExecutable();
    }

    @Test
    void aMissingOneSkipsAndSaysSo() {
        assertThat(RequiredTool.absent("no-such-tool", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no-such-tool");
    }

    @Test
    void aMissingOneFailsWhereAllAreRequired() {
        assertThatThrownBy(() -> RequiredTool.absent("no-such-tool", true))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("no-such-tool");
    }

    @Test
    void dockerIsNeverRequired() {
        assertThat(RequiredTool.absent("docker", true)).isInstanceOf(TestAbortedException.class);
    }
}
