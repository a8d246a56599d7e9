package dev.sluice.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.imports.caddy.Directive;
import dev.sluice.imports.caddy.GlobalOption;
import dev.sluice.imports.caddy.ProxyOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for those who come from Caddy has a row for each thing that the importer knows, and for each that Caddy brings. */
class MigrationPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_0-9]+)` \\| \\S");

    /** What Caddy's own documentation lists as its standard directives. */
    private static final List<String> STANDARD = List.of(
            ("abort acme_server basic_auth bind encode error file_server forward_auth fs handle handle_errors handle_path header "
                            + "import intercept invoke log log_append log_skip log_name map method metrics php_fastcgi push redir "
                            + "request_body request_header respond reverse_proxy rewrite root route templates tls tracing "
                            + "try_files uri vars")
                    .split(" "));

    @Test
    void eachDirectiveHasARow() throws IOException {
        List<String> known = words(Directive.values());
        assertThat(rows("Directives"))
                .containsExactlyInAnyOrderElementsOf(known)
                .isSorted();
        assertThat(known).containsAll(STANDARD);
    }

    @Test
    void eachLineOfAProxyHasARow() throws IOException {
        assertThat(rows("reverse_proxy")).containsExactlyElementsOf(words(ProxyOption.values()));
    }

    @Test
    void eachGlobalOptionHasARow() throws IOException {
        assertThat(rows("Global options")).containsExactlyElementsOf(words(GlobalOption.values()));
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> rows(String heading) throws IOException {
        String page = Files.readString(Path.of("docs/migrating-from-caddy.md"));
        String section = page.split("(?m)^## " + heading + "$")[1].split("(?m)^## ")[0];
        return ROW.matcher(section)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }
}
