package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.rule.RejectionCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The API guide has each code that a problem can have, with the status that it really has. */
class ApiPageTest {

    /** A problem that the API makes itself, where it is written down with status and code. */
    private static final Pattern MADE = Pattern.compile("new ApiProblem\\(\\s*(\\d{3}),\\s*\"([a-z_]+)\"");

    private static final List<List<String>> ROWS =
            Page.read("docs/api.md").section("Errors").table("code");

    @Test
    void everyCodeHasARow() {
        assertThat(Page.read("docs/api.md").section("Errors").words("code"))
                .containsExactlyInAnyOrderElementsOf(documented());
    }

    @Test
    void everyCodeHasItsStatus() throws IOException {
        Map<String, Set<String>> statuses = statuses();
        assertThat(statuses).hasSizeGreaterThan(RejectionCode.values().length);
        assertThat(ROWS).allSatisfy(row -> {
            String code = row.get(0).replace("`", "");
            if (statuses.containsKey(code)) {
                assertThat(statuses.get(code)).as(code).containsExactly(row.get(1));
            }
        });
    }

    /** The codes that the OpenAPI document has; that these are all there are is that document's own test. */
    private static List<String> documented() {
        try (InputStream shipped = ApiPageTest.class.getResourceAsStream("/admin/openapi.yaml")) {
            Map<String, Object> document = new Yaml().load(shipped);
            return at(document, "components", "schemas", "Problem", "properties", "code", "enum");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> at(Map<String, Object> document, String... path) {
        Object found = document;
        for (String step : path) {
            found = ((Map<String, Object>) found).get(step);
        }
        return (List<String>) found;
    }

    private static Map<String, Set<String>> statuses() throws IOException {
        Map<String, Set<String>> all = new HashMap<>();
        for (RejectionCode code : RejectionCode.values()) {
            all.computeIfAbsent(code.wire(), c -> new HashSet<>()).add(String.valueOf(code.status()));
        }
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/sluice/admin"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                MADE.matcher(Files.readString(file)).results().forEach((MatchResult made) -> all.computeIfAbsent(
                                made.group(2), c -> new HashSet<>())
                        .add(made.group(1)));
            }
        }
        return all;
    }
}
