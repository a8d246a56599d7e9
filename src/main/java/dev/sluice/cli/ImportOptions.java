package dev.sluice.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all imports can be asked for. */
final class ImportOptions {

    @Option(names = "--json", description = "Answer as one JSON object on standard output: document and findings.")
    private boolean json;

    @Option(
            names = "--apply",
            description =
                    "Add the document to what Sluice has, over its admin API, and print what changed; it deletes nothing.")
    private boolean apply;

    @Mixin
    private AdminAccess access = new AdminAccess();

    boolean json() {
        return json;
    }

    boolean apply() {
        return apply;
    }

    AdminAccess access() {
        return access;
    }
}
