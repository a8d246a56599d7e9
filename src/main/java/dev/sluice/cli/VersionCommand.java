package dev.sluice.cli;

import dev.sluice.ProgramVersion;
import io.netty.util.Version;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells which Sluice this is, and on what it runs. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Short.class,
        description = "Tell the version of Sluice, and of what it runs on.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice version", "  sluice version --json"})
final class VersionCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Answer as one JSON object.")
    private boolean json;

    /** The one line for {@code --version}. */
    static final class Short implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"sluice " + ProgramVersion.TEXT};
        }
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        String vertx = String.valueOf(Vertx.class.getPackage().getImplementationVersion());
        Version netty = Version.identify().get("netty-common");
        String nettyVersion = netty == null ? "unknown" : netty.artifactVersion();
        String java = System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
        if (json) {
            out.println(new JsonObject()
                    .put("sluice", ProgramVersion.TEXT)
                    .put("java", java)
                    .put("vertx", vertx)
                    .put("netty", nettyVersion)
                    .encode());
        } else {
            out.println("sluice " + ProgramVersion.TEXT);
            out.println("Java " + java + ", Vert.x " + vertx + ", Netty " + nettyVersion);
        }
    }
}
