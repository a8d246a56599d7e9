package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of the architecture fails on a small product that breaks it, and passes on one that does not. */
class ArchitectureRulesTest {

    private static final String SWITCHBOARD =
            "package dev.sluice.core; public class Switchboard { public int table() { return 1; } public void tick() {} }";
    private static final String REACHES_IN = "{ void f(dev.sluice.core.Switchboard s) { s.table(); %s } }";

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    @TempDir
    private Path directory;

    @AfterAll
    static void close() throws Exception {
        FILES.close();
    }

    @Test
    void coreMayNotKnowVertx() throws Exception {
        ArchRule rule = ArchitectureRules.coreIsPureJava();
        assertBroken(rule, "package dev.sluice.core; class A { io.vertx.core.Vertx vertx; }");
        assertBroken(
                rule,
                "package dev.sluice.core; class A { dev.sluice.proxy.B b; }",
                "package dev.sluice.proxy; public class B {}");
        assertKept(
                rule,
                "package dev.sluice.core; class A { byte[] b; java.util.List<?> c; @org.jspecify.annotations.Nullable A a; }",
                "package dev.sluice.proxy; class B { io.vertx.core.Vertx vertx; }");
    }

    @Test
    void theModelMayNotKnowItsUsers() throws Exception {
        ArchRule rule = ArchitectureRules.theModelKnowsNothingElseOfCore();
        String user = "package dev.sluice.core.failover; public class B {}";
        assertBroken(rule, "package dev.sluice.core.model; class A { dev.sluice.core.failover.B b; }", user);
        assertKept(rule, "package dev.sluice.core.model; class A { A a; String b; }", user);
    }

    @Test
    void aRoomMustBeInTheDesign() throws Exception {
        ArchRule rule = ArchitectureRules.everyPackageIsARoomOfTheDesign();
        assertBroken(rule, "package dev.sluice.common; class A {}");
        assertKept(rule, "package dev.sluice; class A {}", "package dev.sluice.proxy.tunnel; class B {}");
    }

    @Test
    void roomsMayNotKnowEachOther() throws Exception {
        ArchRule rule = ArchitectureRules.roomsKnowOnlyCore();
        String store = "package dev.sluice.store; public class S {}";
        String proxy = "package dev.sluice.proxy; public class P {}";
        assertBroken(rule, "package dev.sluice.admin; class A { dev.sluice.store.S[] s; }", store);
        assertBroken(
                rule,
                "package dev.sluice.admin; class A { dev.sluice.Hall h; }",
                "package dev.sluice; public class Hall {}");
        assertBroken(
                rule,
                "package dev.sluice.proxy; class A { dev.sluice.agent.B b; }",
                "package dev.sluice.agent; public class B {}");
        assertKept(
                rule,
                "package dev.sluice; class Hall { dev.sluice.store.S s; dev.sluice.proxy.P p; }",
                "package dev.sluice.cli; class C { dev.sluice.store.S s; }",
                "package dev.sluice.agent; class A { dev.sluice.proxy.P p; dev.sluice.core.K k; }",
                "package dev.sluice.core; public class K {}",
                store,
                proxy);
    }

    @Test
    void sqlStaysInTheStore() throws Exception {
        ArchRule rule = ArchitectureRules.onlyTheStoreKnowsSql();
        assertBroken(rule, "package dev.sluice.admin; class A { io.vertx.sqlclient.Pool pool; }");
        assertBroken(rule, "package dev.sluice; class A { io.vertx.pgclient.PgConnectOptions options; }");
        assertKept(rule, "package dev.sluice.store.pg; class A { io.vertx.sqlclient.Pool pool; }");
    }

    @Test
    void yamlStaysInConfig() throws Exception {
        ArchRule rule = ArchitectureRules.onlyConfigKnowsYaml();
        assertBroken(rule, "package dev.sluice.admin; class A { org.yaml.snakeyaml.Yaml yaml; }");
        assertBroken(rule, "package dev.sluice; class A { io.vertx.config.ConfigRetriever retriever; }");
        assertKept(rule, "package dev.sluice.config; class A { io.vertx.config.ConfigRetriever retriever; }");
    }

    @Test
    void onlyTheControlVerticleWritesTheSwitchboard() throws Exception {
        ArchRule rule = ArchitectureRules.onlyTheControlVerticleMovesTheSwitchboard();
        assertBroken(rule, SWITCHBOARD, "package dev.sluice; class Sluice " + REACHES_IN.formatted("s.tick();"));
        assertBroken(
                rule, SWITCHBOARD, "package dev.sluice; class Sluice " + REACHES_IN.formatted("Runnable r = s::tick;"));
        assertBroken(
                rule,
                SWITCHBOARD,
                "package dev.sluice.core; class A " + REACHES_IN.formatted("Runnable r = () -> s.tick();"));
        assertKept(
                rule,
                SWITCHBOARD,
                "package dev.sluice; class Sluice " + REACHES_IN.formatted(""),
                "package dev.sluice; class ControlVerticle "
                        + REACHES_IN.formatted("new Object() { void g() { s.tick(); } }; Runnable r = s::tick;"));
    }

    @Test
    void namesMayNotBeEmptyWords() throws Exception {
        ArchRule rule = ArchitectureRules.namesSayWhatAThingIs();
        String[] sources = Stream.of("Manager", "Helper", "Util", "Utils", "Impl")
                .map(word -> "package dev.sluice.proxy; class A%1$s { class B%1$s {} }".formatted(word))
                .toArray(String[]::new);
        assertThat(rule.evaluate(compile(sources)).getFailureReport().getDetails())
                .hasSize(2 * sources.length);
        assertKept(rule, "package dev.sluice.proxy; class ManagerOfNothing { class Implication {} }");
    }

    @Test
    void aPackageMayNotForgetNullMarked() throws Exception {
        ArchRule rule = ArchitectureRules.everyPackageIsNullMarked();
        String marked = "@org.jspecify.annotations.NullMarked package dev.sluice.proxy;";
        assertBroken(rule, "package dev.sluice.proxy; class A {}");
        assertBroken(rule, marked, "package dev.sluice.proxy.tunnel; class A {}");
        assertKept(rule, marked, "package dev.sluice.proxy; class A {}");
    }

    private void assertBroken(ArchRule rule, String... sources) throws Exception {
        assertThat(rule.evaluate(compile(sources)).hasViolation())
                .as("%s, by %s", rule, List.of(sources))
                .isTrue();
    }

    private void assertKept(ArchRule rule, String... sources) throws Exception {
        assertThat(rule.evaluate(compile(sources)).getFailureReport().getDetails())
                .isEmpty();
    }

    /** Compiles sources of one class (or package) each; what they mention comes from the test's own class path. */
    private JavaClasses compile(String... sources) throws Exception {
        Path product = Files.createTempDirectory(directory, "product");
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            Matcher type = Pattern.compile("class (\\w+)").matcher(source);
            Path folder = Files.createDirectories(product.resolve("source" + files.size()));
            files.add(Files.writeString(
                    folder.resolve((type.find() ? type.group(1) : "package-info") + ".java"), source));
        }
        Path classes = Files.createDirectories(product.resolve("classes"));
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
        Iterable<? extends JavaFileObject> units = FILES.getJavaFileObjectsFromPaths(files);
        assertThat(COMPILER.getTask(null, FILES, null, List.of("-proc:none"), null, units)
                        .call())
                .as("compiled")
                .isTrue();
        return new ClassFileImporter().importPath(classes);
    }
}
