package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.config.Settings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sluice as this process: started here, and stopped in good order when the process is asked to end. */
final class RunningProcess {

    /** A first start unpacks and makes a database. */
    private static final int START_S = 300;

    /** Beyond the drain patience, for everything that closes after the front door. */
    private static final int STOP_SLACK_S = 20;

    private RunningProcess() {}

    /**
     * Starts it, and sees to its end: SIGTERM and SIGINT close everything, then the process ends with 0. One that comes before
     * it serves waits for that, or a database would be left behind.
     *
     * @throws Exception with a message for the operator
     */
    static Sluice start(Settings settings, boolean terminal) throws Exception {
        CompletableFuture<Sluice> starting = begin(settings, terminal);
        long patience = settings.proxy().drainPatience().toSeconds() + STOP_SLACK_S;
        ProcessEnd.await(starting, Sluice::stop, patience);
        return await(starting);
    }

    /**
     * Starts it, and leaves its end to the caller.
     *
     * @throws Exception if the log cannot be set up
     */
    static CompletableFuture<Sluice> begin(Settings settings, boolean terminal) throws Exception {
        LogSetup.apply(settings.log());
        return Sluice.start(settings, terminal).toCompletableFuture();
    }

    /**
     * Waits until it serves.
     *
     * @throws Exception with a message for the operator
     */
    static Sluice await(CompletableFuture<Sluice> starting) throws Exception {
        try {
            return starting.get(START_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new TimeoutException("did not start within " + START_S + " s (expected to serve by then)");
        }
    }
}
