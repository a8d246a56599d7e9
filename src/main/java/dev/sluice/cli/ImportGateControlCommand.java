package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.imports.gatecontrol.GateControlImport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a backup of GateControl, and prints the document that says the same. */
@Command(
        name = "gatecontrol",
        mixinStandardHelpOptions = true,
        description = "Read a backup of GateControl (versions 2 to 5 of its format).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice import gatecontrol gatecontrol-backup.json > house.yaml",
            "",
            "Exit codes: 0 all was understood, 1 something was left out or switched off, 2 the file cannot be read."
        })
final class ImportGateControlCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The backup, as GateControl gives it for download.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Override
    public Integer call() throws ClientFailure, InterruptedException {
        return ImportAnswer.of(
                spec,
                options,
                findings -> GateControlImport.backup(
                        String.valueOf(file.getFileName()), ImportAnswer.text(file), findings));
    }
}
