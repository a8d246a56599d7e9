package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.trust.BrowserStore;
import dev.sluice.cli.trust.SystemStore;
import dev.sluice.cli.trust.TrustStore;
import dev.sluice.cli.trust.TrustedRoot;
import dev.sluice.config.Surroundings;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hands out the root of Sluice's own authority, or has this machine trust it. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = {
            "Print the root certificate that signs for private names (nas.lan, app.test, 192.168.1.5 ...).",
            "It is good for private names and addresses only."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice trust > sluice-root.crt           for phones, or curl --cacert",
            "  sudo sluice trust --install --token T    have this system trust it (Debian and its kin)",
            "  sluice trust --install                   have your own browsers trust it (takes certutil)",
            "",
            "Exit codes: 0 done, 1 failed, or nothing could be made to trust it."
        })
final class TrustCommand implements Callable<Integer> {

    private static final String PEM = "application/pem-certificate-chain";
    private static final String CERTUTIL = "certutil";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Option(names = "--output", paramLabel = "FILE", description = "Write it there instead.")
    private @Nullable Path output;

    @Option(names = "--install", description = "Have this system (as root) and this user's browsers trust it.")
    private boolean install;

    @Option(names = "--json", description = "The certificate, its name, fingerprint and end as JSON.")
    private boolean json;

    @Override
    public Integer call() throws ClientFailure, InterruptedException, IOException {
        String pem = access.client().get("/root-certificate", PEM);
        TrustedRoot root;
        try {
            root = TrustedRoot.read(pem);
        } catch (IllegalArgumentException stranger) {
            throw ClientFailure.of(stranger.getMessage() + " (is this its admin address?)");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output != null) {
            Files.writeString(output, pem);
        } else if (json) {
            out.println(new JsonObject()
                    .put("certificate", pem)
                    .put("name", root.name())
                    .put("fingerprint_sha256", root.fingerprint())
                    .put("not_after", root.notAfter().toString())
                    .encode());
        } else if (!install) {
            out.print(pem);
        }
        out.flush();
        spec.commandLine()
                .getErr()
                .println(root.name() + ", SHA-256 " + root.fingerprint() + ", until " + root.notAfter());
        return install ? install(root, stores(Surroundings.ofThisProcess())) : ExitCode.OK;
    }

    private List<TrustStore> stores(Surroundings here) {
        List<TrustStore> stores = new ArrayList<>(List.of(SystemStore.DEBIAN));
        Optional<Path> certutil = found(here.environment().getOrDefault("PATH", ""));
        certutil.ifPresentOrElse(
                program -> stores.addAll(BrowserStore.of(program, here.home())),
                () -> note("browsers: left out, certutil is not in PATH (apt install libnss3-tools, or import the file"
                        + " in the browser's settings)"));
        return stores;
    }

    private static Optional<Path> found(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, CERTUTIL))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What cannot be changed is left out and told; it is a failure if a change fails, or if nothing is left. */
    int install(TrustedRoot root, List<TrustStore> stores) throws InterruptedException {
        int done = 0;
        boolean failed = false;
        for (TrustStore store : stores) {
            if (!store.obstacle().isEmpty()) {
                note(store.title() + ": left out, " + store.obstacle());
                continue;
            }
            try {
                store.take(root);
                done++;
                note(store.title() + ": trusts it now");
            } catch (IOException e) {
                failed = true;
                note(store.title() + ": " + e.getMessage());
            }
        }
        return failed || done == 0 ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private void note(String words) {
        spec.commandLine().getErr().println(words);
    }
}
