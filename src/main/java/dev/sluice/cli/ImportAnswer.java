package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.cli.client.ClientFailure;
import dev.sluice.config.document.YamlDocuments;
import dev.sluice.core.document.Document;
import dev.sluice.imports.DiskFiles;
import dev.sluice.imports.Finding;
import dev.sluice.imports.Findings;
import dev.sluice.imports.UnreadableException;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.draft.DraftState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** What an import prints: the document on standard output, what became of the file's lines on standard error. */
final class ImportAnswer {

    private static final long LONGEST = 64L * 1024 * 1024;

    private ImportAnswer() {}

    /** The text of the file that was named. */
    static String text(Path file) {
        return DiskFiles.text(file, file.toString(), LONGEST);
    }

    /**
     * Reads, prints or applies, and gives the exit code.
     *
     * @throws ClientFailure if it was to be applied, and was not
     */
    static int of(CommandSpec spec, ImportOptions options, Function<Findings, Draft> reading)
            throws ClientFailure, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Findings findings = new Findings();
        Document document;
        try {
            document = DraftState.document(reading.apply(findings));
        } catch (UnreadableException e) {
            err.println("sluice: " + e.getMessage());
            return ExitCode.USAGE;
        }
        String yaml = new YamlDocuments().yaml(document.tree());
        if (options.apply() || !options.json()) {
            findings.lines().forEach(err::println);
        }
        if (options.apply()) {
            String answer = options.access().client().put("/desired?dry_run=false&add=true", AdminClient.YAML, yaml);
            ChangeLines.print(answer, options.json(), out);
        } else if (options.json()) {
            out.println(object(document, findings).encode());
        } else {
            out.print(yaml);
            out.flush();
        }
        return findings.areLossy() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static JsonObject object(Document document, Findings findings) {
        JsonArray lines = new JsonArray();
        for (Finding finding : findings.all()) {
            lines.add(new JsonObject()
                    .put("where", finding.where())
                    .put("subject", finding.subject())
                    .put("verdict", finding.verdict().words())
                    .put("sentence", finding.sentence()));
        }
        return new JsonObject().put("document", new JsonObject(document.tree())).put("findings", lines);
    }
}
