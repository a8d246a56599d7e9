package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.cli.demo.Demo;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsLoader;
import dev.sluice.config.Surroundings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Plays a failover on free ports with a state directory of its own, and leaves nothing behind. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Show a failover: two agents, live requests, a kill, the way home.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice demo",
            "",
            "Takes about half a minute. Everything is on loopback, on free ports, in a temporary directory.",
            "Exit codes: 0 no request failed, 1 one did, or something could not be started."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int TOKEN_BYTES = 24;
    private static final int STOP_S = 30;

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        Path stateDir = Files.createTempDirectory("sluice-demo");
        try {
            out.println("Sluice shows a failover; about half a minute. Starting, with a database of its own ...");
            String token = token();
            CompletableFuture<Sluice> starting = RunningProcess.begin(settings(stateDir, token), false);
            CompletableFuture<Demo> playing = new CompletableFuture<>();
            Thread stopper = new Thread(() -> interrupt(playing, starting, stateDir), "stop-demo");
            Runtime.getRuntime().addShutdownHook(stopper);
            Sluice sluice = RunningProcess.await(starting);
            Demo demo = new Demo(
                    out, sluice.httpPort(), sluice.adminUri(), token, stateDir.resolve("agents"), Demo.Pace.USUAL);
            playing.complete(demo);
            try (demo) {
                return demo.play() ? ExitCode.OK : ExitCode.SOFTWARE;
            } finally {
                Runtime.getRuntime().removeShutdownHook(stopper);
                stop(starting, stateDir);
            }
        } finally {
            remove(stateDir);
        }
    }

    private static Settings settings(Path stateDir, String token) throws Exception {
        Surroundings here = Surroundings.ofThisProcess();
        Map<String, String> environment = Map.of(
                "SLUICE_STATE_DIR", stateDir.toString(),
                "SLUICE_HTTP_HOST", "127.0.0.1",
                "SLUICE_HTTP_PORT", "0",
                "SLUICE_HTTPS_PORT", "0",
                "SLUICE_ADMIN_PORT", "0",
                "SLUICE_AGENT_HOST", "127.0.0.1",
                "SLUICE_AGENT_PORT", "0",
                "SLUICE_ADMIN_TOKEN", token,
                "SLUICE_LOG_ACCESS", "off",
                "SLUICE_LOG_LEVEL", "error");
        Vertx vertx = Vertx.vertx();
        try {
            Surroundings alone = new Surroundings(environment, here.home(), here.root(), here.hostName());
            return SettingsLoader.load(vertx, null, alone)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_S, TimeUnit.SECONDS);
        }
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void interrupt(CompletableFuture<Demo> playing, CompletableFuture<Sluice> starting, Path stateDir) {
        if (playing.isDone()) {
            playing.join().close();
        }
        stop(starting, stateDir);
    }

    private static void stop(CompletableFuture<Sluice> starting, Path stateDir) {
        starting.thenComposeAsync(Sluice::stop) // the start completes on an event loop
                .orTimeout(STOP_S, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
        remove(stateDir);
    }

    private static void remove(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println(directory + ": could not be removed: " + e.getMessage());
        }
    }
}
