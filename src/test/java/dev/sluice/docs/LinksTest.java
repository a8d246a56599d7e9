package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link in the documentation leads somewhere, and every page can be found from its list. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final List<String> BESIDES =
            List.of("README.md", "CHANGELOG.md", "certs/README.md", "loadtest/README.md");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
            while (link.find()) {
                if (!leads(page, link.group(1))) {
                    broken.add(page + ": " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsListed() throws IOException {
        String list = Files.readString(Path.of("docs/README.md"));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            assertThat(docs.filter(LinksTest::isPage).filter(page -> !page.endsWith("README.md")))
                    .isNotEmpty()
                    .allSatisfy(page ->
                            assertThat(list).contains("](" + Path.of("docs").relativize(page) + ")"));
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            docs.filter(LinksTest::isPage), BESIDES.stream().map(Path::of))
                    .toList();
        }
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md");
    }

    private static boolean leads(Path page, String target) throws IOException {
        if (target.startsWith("https://")) {
            return true; // of others; not asked here
        }
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** The names that headings have in links. */
    private static Set<String> anchors(Path page) throws IOException {
        return HEADING.matcher(withoutBlocks(Files.readString(page)))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutCode(String page) {
        return withoutBlocks(page).replaceAll("`[^`\n]+`", "");
    }

    private static String withoutBlocks(String page) {
        return page.replaceAll("(?ms)^```.*?^```$", "");
    }
}
