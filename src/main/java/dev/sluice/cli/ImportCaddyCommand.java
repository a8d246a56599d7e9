package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.imports.DiskFiles;
import dev.sluice.imports.Findings;
import dev.sluice.imports.caddy.CaddyImport;
import dev.sluice.imports.draft.Draft;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a Caddyfile or Caddy's JSON, and prints the document that says the same. */
@Command(
        name = "caddy",
        mixinStandardHelpOptions = true,
        description = "Read a Caddyfile, or Caddy's JSON; see docs/migrating-from-caddy.md for each directive.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice import caddy Caddyfile > house.yaml",
            "  sluice import caddy autosave.json --format json",
            "  sluice import caddy Caddyfile --env DOMAIN=example.com",
            "",
            "Exit codes: 0 all was understood, 1 something was left out or switched off, 2 the file cannot be read."
        })
final class ImportCaddyCommand implements Callable<Integer> {

    /** The languages that Caddy is told things in, spelt as on the command line. */
    enum Format {
        caddyfile,
        json
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The Caddyfile; what it imports is found beside it.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "caddyfile or json; if it is not given, a name that ends in .json is JSON.")
    private @Nullable Format format;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description =
                    "The value of a variable such as {$NAME}, before that of the environment; may be given again.")
    private Map<String, String> variables = new HashMap<>();

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Override
    public Integer call() throws ClientFailure, InterruptedException {
        return ImportAnswer.of(spec, options, this::read);
    }

    private Draft read(Findings findings) {
        String name = String.valueOf(file.getFileName());
        String text = ImportAnswer.text(file);
        Format known = format == null ? (name.endsWith(".json") ? Format.json : Format.caddyfile) : format;
        if (known == Format.json) {
            return CaddyImport.json(name, text, findings);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(variables);
        Path folder = file.toAbsolutePath().getParent();
        DiskFiles beside = new DiskFiles(folder == null ? Path.of("") : folder);
        return CaddyImport.caddyfile(name, text, beside, environment, findings);
    }
}
