package dev.sluice.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.document.YamlDocuments;
import dev.sluice.core.document.Application;
import dev.sluice.core.document.Document;
import dev.sluice.core.document.DocumentEdits;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Probe;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.core.webhook.AddressGuard;
import dev.sluice.imports.caddy.CaddyImport;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.draft.DraftState;
import dev.sluice.imports.gatecontrol.GateControlImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of other front doors beside the documents and the messages that they become. With {@code -Dgolden.write=true} what comes
 * out is written down as what is expected: read the difference before you commit it.
 */
class GoldenImportsTest {

    private static final Path FOLDER = Path.of("src/test/resources/imports");
    private static final String SECRET = "topsecretvalue";
    private static final Map<String, String> ENVIRONMENT = Map.of("UPSTREAM_HOST", "app");

    static Stream<Path> caddy() throws IOException {
        return files("caddy");
    }

    static Stream<Path> gateControl() throws IOException {
        return files("gatecontrol");
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.list(FOLDER.resolve(folder))) {
            return all.filter(file -> file.toString().matches(".*\\.(caddy|json)")).sorted().toList().stream();
        }
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(caddy()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("caddy")
    void caddyBecomesThis(Path file) throws IOException {
        Findings findings = new Findings();
        String name = file.getFileName().toString();
        compare(file, findings, () -> {
            String text = Files.readString(file);
            return name.endsWith(".json")
                    ? CaddyImport.json(name, text, findings)
                    : CaddyImport.caddyfile(name, text, new DiskFiles(file.getParent()), ENVIRONMENT, findings);
        });
    }

    @ParameterizedTest
    @MethodSource("gateControl")
    void gateControlBecomesThis(Path file) throws IOException {
        Findings findings = new Findings();
        compare(
                file,
                findings,
                () -> GateControlImport.backup(file.getFileName().toString(), Files.readString(file), findings));
    }

    private interface Import {
        Draft draft() throws IOException;
    }

    private static void compare(Path file, Findings findings, Import reading) throws IOException {
        String document;
        String messages;
        try {
            Document made = DraftState.document(reading.draft());
            applies(made);
            document = new YamlDocuments().yaml(made.tree());
            messages = String.join("\n", findings.lines()) + "\n";
        } catch (UnreadableException e) {
            document = "";
            messages = e.getMessage() + "\n";
        }
        assertThat(messages).doesNotContain(SECRET);
        same(Path.of(file + ".yaml"), document);
        same(Path.of(file + ".txt"), messages);
    }

    private static void same(Path expected, String text) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    /** What is printed can be applied as it is, and a second time it changes nothing. */
    private static void applies(Document document) {
        DocumentEdits edits = new DocumentEdits(
                new ForbiddenTargets(Set.of(), List.of(), null, 0), new AddressGuard(List.of()), Probe.DEFAULT);
        Desired desired = apply(edits, document, Desired.EMPTY);
        assertThat(desired.routes()).hasSize(((List<?>) document.tree().get("routes")).size());
        assertThat(apply(edits, document, desired)).isEqualTo(desired);
    }

    private static Desired apply(DocumentEdits edits, Document document, Desired desired) {
        Application application = edits.apply(document, true, Map.of(), Command.by("tester"));
        List<Long> ids = LongStream.rangeClosed(1, application.creates(desired).size())
                .boxed()
                .toList();
        return application
                .apply(desired, new EditContext(ids, Instant.EPOCH, 1))
                .desired();
    }
}
