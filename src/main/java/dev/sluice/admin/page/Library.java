package dev.sluice.admin.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A library of the page, as its WebJar brings it. Only what is named here is served: of Lit neither the parts that write HTML
 * or style attributes as text, which the page's policy forbids, nor those for servers, for old browsers and for TypeScript.
 */
enum Library {
    LIT(
            "lit",
            "(index|html|directive|async-directive)\\.js|" + Names.DIRECTIVES,
            Map.of("lit", "index.js", "lit/", "")),
    LIT_HTML(
            "lit-html",
            "(lit-html|is-server|directive|async-directive|directive-helpers)\\.js|" + Names.DIRECTIVES,
            Map.of("lit-html", "lit-html.js", "lit-html/", "")),
    LIT_ELEMENT("lit-element", "lit-element\\.js", Map.of("lit-element/", "")),
    REACTIVE_ELEMENT(
            "lit__reactive-element",
            "(reactive-element|css-tag)\\.js",
            Map.of("@lit/reactive-element", "reactive-element.js", "@lit/reactive-element/", "")),
    SORTABLE("sortablejs", "modular/sortable\\.esm\\.js", Map.of("sortablejs", "modular/sortable.esm.js")),
    UPLOT("uplot", "dist/uPlot\\.(esm\\.js|min\\.css)", Map.of("uplot", "dist/uPlot.esm.js")),
    PICO("picocss__pico", "css/pico\\.min\\.css", Map.of());

    /** Where libraries are, below the page's files. */
    static final String DIRECTORY = "lib/";

    private final String artifact;
    private final Predicate<String> files;
    private final Map<String, String> imports;

    Library(String artifact, String files, Map<String, String> imports) {
        this.artifact = artifact;
        this.files = Pattern.compile(files).asMatchPredicate();
        this.imports = imports;
    }

    private static final class Names {
        static final String DIRECTIVES = "directives/(?!unsafe-|style-map|template-content)[a-z-]+\\.js";
    }

    /** Its files, by their paths below those of the page. */
    SortedMap<String, byte[]> read() throws IOException {
        String version = version();
        SortedMap<String, byte[]> placed = new TreeMap<>();
        ClassPathFiles.below("META-INF/resources/webjars/" + artifact + "/" + version, "package.json", files)
                .forEach((path, bytes) -> placed.put(place(path), bytes));
        return placed;
    }

    /** The names that scripts import it by, and what they lead to below the page's files. */
    SortedMap<String, String> imports() {
        SortedMap<String, String> placed = new TreeMap<>();
        imports.forEach((name, path) -> placed.put(name, place(path)));
        return placed;
    }

    /** Lit's modules know each other by their paths; a file that stands alone is at the top ({@code lib/pico.min.css}). */
    private String place(String path) {
        boolean alone = path.matches("(modular|dist|css)/.*");
        return DIRECTORY + (alone ? path.substring(path.indexOf('/') + 1) : artifact + "/" + path);
    }

    /** As pom.xml has it: the jar tells. */
    private String version() throws IOException {
        String name = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
        try (InputStream in = Library.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + ": actual absent, expected in the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }
}
