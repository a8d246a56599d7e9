package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** The only way to an {@link IsolatedPeer}: slow, and packets get lost on it. {@code loadtest/lossy-line.py} carries them. */
public final class LossyLine implements AutoCloseable {

    private static final Path SCRIPT = Path.of("loadtest", "lossy-line.py");

    private final ChildProcess child;

    private LossyLine(ChildProcess child) {
        this.child = child;
    }

    /**
     * Lays it. It goes with {@link #close}, and with the peer.
     *
     * @param oneWay how long a packet takes, each way
     * @param lossPercent of a hundred packets, each way
     */
    public static LossyLine to(IsolatedPeer peer, Duration oneWay, int lossPercent) {
        LossyLine line = new LossyLine(ChildProcess.start(new ProcessBuilder(
                        RequiredTool.require("python3").toString(),
                        SCRIPT.toString(),
                        "--pid",
                        Long.toString(peer.pid()),
                        "--here",
                        peer.here(),
                        "--there",
                        peer.host(),
                        "--delay-ms",
                        Long.toString(oneWay.toMillis()),
                        "--loss-percent",
                        Integer.toString(lossPercent))
                .redirectError(ProcessBuilder.Redirect.INHERIT)));
        try {
            String said = line.child.process().inputReader().readLine();
            if (!"ready".equals(said)) {
                throw new IllegalStateException(SCRIPT + ": actual '" + said + "', expected 'ready'");
            }
            return line;
        } catch (IOException e) {
            line.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /** Whether it still carries packets. */
    public boolean holds() {
        return child.process().isAlive();
    }

    @Override
    public void close() {
        child.close();
    }
}
