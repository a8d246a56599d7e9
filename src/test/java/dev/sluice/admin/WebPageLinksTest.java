package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the web page's files refer to is served. */
class WebPageLinksTest extends ApiTest {

    /** What a script imports at once, and libraries that it imports later. Pages are imported when they are visited. */
    private static final Pattern IMPORT = Pattern.compile(
            "(?:\\bfrom|\\bimport)\\s*[\"']([^\"'\\s]+)[\"']|\\bimport\\([\"']([^.\"'\\s][^\"'\\s]*)[\"']\\)");

    static List<String> ours() throws IOException {
        Path root = Path.of("src/main/resources/ui");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> !file.equals("index.html"))
                    .toList();
        }
    }

    @Test
    void whateverAScriptImportsIsServed() throws IOException {
        PageReader page = new PageReader(api.port());
        String base = page.base();
        Map<String, String> imports = page.imports();
        List<String> waiting = new ArrayList<>();
        ours().stream().filter(file -> file.endsWith(".js")).forEach(file -> waiting.add(base + file));
        imports.forEach((name, path) -> {
            if (!name.endsWith("/")) {
                waiting.add(path);
            }
        });
        List<String> seen = new ArrayList<>();
        while (!waiting.isEmpty()) {
            String script = waiting.remove(waiting.size() - 1);
            if (!seen.contains(script)) {
                seen.add(script);
                IMPORT.matcher(page.text(script))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .forEach(imported -> waiting.add(resolved(script, imported, imports)));
            }
        }
        assertThat(seen)
                .contains(base + "lib/lit/index.js", base + "lib/lit__reactive-element/css-tag.js")
                .hasSizeGreaterThan(8);
    }

    private static String resolved(String from, String imported, Map<String, String> imports) {
        if (imported.startsWith(".")) {
            return URI.create(from).resolve(imported).getPath();
        }
        if (imports.containsKey(imported)) {
            return imports.get(imported);
        }
        String prefix = imported.substring(
                0, imported.indexOf('/', imported.startsWith("@") ? imported.indexOf('/') + 1 : 0) + 1);
        assertThat(imports).as("%s imports %s", from, imported).containsKey(prefix);
        return imports.get(prefix) + imported.substring(prefix.length());
    }

    @Test
    void whateverTheIndexLinksToIsServed() {
        PageReader page = new PageReader(api.port());
        Matcher link = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page.text("/"));
        assertThat(link.results().map(found -> found.group(1)))
                .hasSizeGreaterThan(2)
                .allSatisfy(path -> assertThat(page.text(path)).isNotEmpty());
    }
}
