package dev.sluice.cli;

import dev.sluice.config.InvalidSettingsException;
import dev.sluice.config.SettingsProblem;
import dev.sluice.config.Surroundings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the settings as {@code run} would, tells everything that is wrong with them, and changes nothing. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Tell everything that is wrong with the settings, at once; change nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice validate",
            "  sluice validate --config /etc/sluice/sluice.yaml",
            "  SLUICE_HTTP_PORT=80 sluice validate --json",
            "",
            "Exit codes: 0 the settings are right, 2 they are not."
        })
final class ValidateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private SettingsSource source = new SettingsSource();

    @Option(names = "--json", description = "Answer as one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Surroundings surroundings = Surroundings.ofThisProcess();
        try {
            source.load(surroundings);
            tell(source.file(surroundings));
            return ExitCode.OK;
        } catch (InvalidSettingsException invalid) {
            if (!json) {
                throw invalid;
            }
            tell(invalid.problems());
            return ExitCode.USAGE;
        }
    }

    private void tell(Optional<Path> file) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new JsonObject()
                    .put("valid", true)
                    .put("file", file.map(Path::toString).orElse(null))
                    .put("problems", new JsonArray())
                    .encode());
            return;
        }
        out.println("The settings are right (" + file.map(Path::toString).orElse("no file, so defaults")
                + ", and the environment).");
    }

    private void tell(List<SettingsProblem> problems) {
        JsonArray items = new JsonArray();
        for (SettingsProblem problem : problems) {
            items.add(new JsonObject()
                    .put("source", problem.source())
                    .put("path", problem.problem().path())
                    .put("actual", problem.problem().actual())
                    .put("expected", problem.problem().expected()));
        }
        spec.commandLine()
                .getOut()
                .println(new JsonObject()
                        .put("valid", false)
                        .put("problems", items)
                        .encode());
    }
}
