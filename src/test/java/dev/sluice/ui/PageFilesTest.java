package dev.sluice.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every file of the web page: both languages are whole, and nothing is there that the policy would block. */
class PageFilesTest {

    private static final Path UI = Path.of("src/main/resources/ui");
    private static final Pattern ENTRY = Pattern.compile("(?m)^\\s*'([^']+)':\\s*$|^\\s*'([^']+)':\\s");
    private static final Pattern USE = Pattern.compile("(?<![\\w$.])t\\(\\s*'([^']+)'\\s*([,)])");
    private static final Pattern BUILT = Pattern.compile("(?<![\\w$.])t\\(\\s*`([^`$]+)\\$\\{");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    @Test
    void bothLanguagesHaveTheSameWords() throws IOException {
        Map<String, String> faults = new TreeMap<>();
        for (Path english : files(".en.js", "en.js")) {
            String name = english.getFileName().toString();
            Path german = english.resolveSibling(
                    name.equals("en.js") ? "de.js" : name.substring(0, name.length() - 5) + "de.js");
            Map<String, String> en = words(english);
            Map<String, String> de = Files.exists(german) ? words(german) : Map.of();
            en.keySet().stream()
                    .filter(key -> !de.containsKey(key))
                    .forEach(key -> faults.put(key, "not in " + german));
            de.keySet().stream()
                    .filter(key -> !en.containsKey(key))
                    .forEach(key -> faults.put(key, "not in " + english));
            en.forEach((key, text) -> {
                if (de.containsKey(key) && !places(text).equals(places(de.get(key)))) {
                    faults.put(key, "other {places} in German");
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyWordThatIsUsedIsThereAndEveryOneThatIsThereIsUsed() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Path english : files(".en.js", "en.js")) {
            known.addAll(words(english).keySet());
        }
        Set<String> used = new TreeSet<>();
        Set<String> built = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (Path script : scripts()) {
            String text = Files.readString(script);
            USE.matcher(text).results().map(found -> found.group(1)).forEach(used::add);
            BUILT.matcher(text).results().map(found -> found.group(1)).forEach(built::add);
            Pattern.compile("'([\\w.-]+)'")
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .forEach(named::add);
        }
        Set<String> missing = used.stream()
                .filter(key -> !known.contains(key) && !known.contains(key + ".other"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> idle = known.stream()
                .filter(key -> !named.contains(key) && !named.contains(key.replaceAll("\\.(one|other)$", "")))
                .filter(key -> built.stream().noneMatch(key::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).as("used, but not in words/").isEmpty();
        assertThat(idle).as("in words/, but not used").isEmpty();
    }

    @Test
    void nothingIsThereThatThePolicyBlocks() throws IOException {
        Map<Path, String> faults = new TreeMap<>();
        Pattern blocked =
                Pattern.compile("\\sstyle=|innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|styleMap"
                        + "|\\beval\\(|new Function|\\son[a-z]+=\"|https?://(?!www\\.w3\\.org)");
        for (Path script : scripts()) {
            Matcher found = blocked.matcher(Files.readString(script));
            if (found.find()) {
                faults.put(script, found.group());
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void noFileIsLong() throws IOException {
        List<Long> lines = Stream.concat(scripts().stream(), files(".css").stream())
                .map(PageFilesTest::lines)
                .sorted()
                .toList();
        assertThat(lines.get(lines.size() - 1)).as("longest, in lines").isLessThanOrEqualTo(300);
        List<Long> scripts =
                scripts().stream().map(PageFilesTest::lines).sorted().toList();
        assertThat(scripts.get(scripts.size() / 2))
                .as("median of scripts, in lines")
                .isLessThan(100);
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** Key and what stands behind it, up to the next key. */
    private static Map<String, String> words(Path file) throws IOException {
        String text = Files.readString(file);
        Matcher entry = ENTRY.matcher(text);
        Map<String, String> words = new TreeMap<>();
        String key = null;
        int begin = 0;
        while (entry.find()) {
            if (key != null) {
                words.put(key, text.substring(begin, entry.start()));
            }
            key = entry.group(1) == null ? entry.group(2) : entry.group(1);
            begin = entry.end();
        }
        if (key != null) {
            words.put(key, text.substring(begin));
        }
        return words;
    }

    private static List<Path> scripts() throws IOException {
        return files(".js").stream()
                .filter(file -> !file.startsWith(UI.resolve("words")))
                .toList();
    }

    private static List<Path> files(String... ends) throws IOException {
        try (Stream<Path> all = Files.walk(UI)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(ends)
                            .anyMatch(end -> end.startsWith(".")
                                    ? file.getFileName().toString().endsWith(end)
                                    : file.getFileName().toString().equals(end)))
                    .sorted()
                    .toList();
        }
    }
}
