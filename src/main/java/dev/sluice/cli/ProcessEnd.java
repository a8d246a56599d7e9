package dev.sluice.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** The end of a process that serves: SIGTERM and SIGINT close everything in good order, then it ends with 0. */
final class ProcessEnd {

    private ProcessEnd() {}

    /**
     * Sees to it. A signal that comes before the program serves waits for that.
     *
     * @param stop closes it
     * @param patienceS seconds that each of both may take
     */
    static <P> void await(CompletableFuture<P> starting, Function<P, CompletionStage<Void>> stop, long patienceS) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(starting, stop, patienceS), "stop"));
    }

    private static <P> void stop(
            CompletableFuture<P> starting, Function<P, CompletionStage<Void>> stop, long patienceS) {
        int code = 0;
        try {
            P program = starting.get(patienceS, TimeUnit.SECONDS);
            stop.apply(program).toCompletableFuture().get(patienceS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (starting.isCompletedExceptionally()) {
                LogSetup.flush();
                return; // it has closed what it had opened, and the process ends with the code for that
            }
            LoggerFactory.getLogger(ProcessEnd.class).error("Did not stop in good order: {}", e.toString());
            code = 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LogSetup.flush();
        // A JVM that ends by a signal has 128 + its number for exit code, unless it is halted here.
        Runtime.getRuntime().halt(code);
    }
}
