package dev.sluice.store.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
    @TempDir
    Path temporary;

    @Test
    void aSecondSluiceInThisProcessIsRefusedAndDoesNotBreakTheLock() throws Exception {
        Path state = temporary.resolve("new/state");
        try (StateLock lock = StateLock.take(state)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                    .isEqualTo("rwx------");
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> StateLock.take(state)).isInstanceOf(StateDirectoryInUseException.class);
            }
            assertThat(takeElsewhere(state))
                    .contains("in use by the Sluice of process "
                            + ProcessHandle.current().pid())
                    .contains(lock.directory().toString());
        }
    }

    @Test
    void theLockIsFreeOnceClosedAndOnceItsHolderIsKilled() throws Exception {
        StateLock.take(temporary).close();
        Process holder = elsewhere(temporary);
        assertThat(holder.inputReader().readLine()).startsWith("taken");
        assertThatThrownBy(() -> StateLock.take(temporary))
                .isInstanceOf(StateDirectoryInUseException.class)
                .hasMessageContaining("process " + holder.pid() + ",")
                .hasMessageContaining(temporary.toRealPath().toString())
                .hasMessageContaining("SLUICE_STATE_DIR");

        holder.destroyForcibly().waitFor();

        StateLock.take(temporary).close();
    }

    private static String takeElsewhere(Path state) throws Exception {
        Process other = elsewhere(state);
        try {
            return other.inputReader().readLine();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private static Process elsewhere(Path state) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Takes the lock, says how that went, and holds it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (StateLock lock = StateLock.take(Path.of(args[0]))) {
                System.out.println("taken " + lock.directory());
                System.in.read();
            } catch (StateDirectoryInUseException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
