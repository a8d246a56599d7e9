package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product keeps to its rooms, and its source files stay small. That the rules can fail: ArchitectureRulesTest. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter().importPath(Path.of("target/classes"));
    private static final int LONGEST = 300;
    private static final int MEDIAN = 100;

    static Stream<ArchRule> rules() {
        return Stream.of(
                ArchitectureRules.coreIsPureJava(),
                ArchitectureRules.theModelKnowsNothingElseOfCore(),
                ArchitectureRules.everyPackageIsARoomOfTheDesign(),
                ArchitectureRules.roomsKnowOnlyCore(),
                ArchitectureRules.agentsKnowNoDatabase(),
                ArchitectureRules.onlyTheStoreKnowsSql(),
                ArchitectureRules.onlyConfigKnowsYaml(),
                ArchitectureRules.importsReadFilesAlone(),
                ArchitectureRules.onlyTheControlVerticleMovesTheSwitchboard(),
                ArchitectureRules.namesSayWhatAThingIs(),
                ArchitectureRules.everyPackageIsNullMarked());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeeps(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<Path> infos = lengths("src/main/java").keySet().stream()
                .filter(file -> file.endsWith("package-info.java"))
                .toList();
        assertThat(infos)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).content().contains("/**"));
    }

    @Test
    void noSourceFileIsLong() throws IOException {
        Map<Path, Integer> lengths = lengths("src/main/java", "src/test/java");
        assertThat(lengths).isNotEmpty().allSatisfy((file, lines) -> assertThat(lines)
                .as("lines of %s", file)
                .isLessThanOrEqualTo(LONGEST));
    }

    @Test
    void mostSourceFilesAreShort() throws IOException {
        int[] sorted = lengths("src/main/java").values().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        assertThat(sorted[sorted.length / 2]).as("median of lines").isLessThan(MEDIAN);
    }

    private static Map<Path, Integer> lengths(String... trees) throws IOException {
        Map<Path, Integer> lengths = new TreeMap<>();
        for (String tree : trees) {
            try (Stream<Path> files = Files.walk(Path.of(tree))) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    lengths.put(file, Files.readAllLines(file).size());
                }
            }
        }
        return lengths;
    }
}
