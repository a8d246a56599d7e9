package dev.sluice.admin.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the page consists of.
 *
 * @param base where its files are, a path that changes whenever one of them does: {@code /ui/HASH/}
 * @param files by their whole paths
 * @param index what is served at the path of each page
 * @param tag the index's ETag
 * @param policy its Content-Security-Policy
 */
record PageFiles(String base, Map<String, PageFile> files, PageFile index, String tag, String policy) {

    static final String ROOT = "/ui/";
    static final String ICON = "favicon.svg";

    private static final String DIRECTORY = "ui";
    private static final String INDEX = "index.html";
    private static final String MAP_HERE = "<!-- import map -->";
    private static final String BASE_HERE = "{{ui}}/";

    /** Reads, hashes and compresses them, which takes a while: not on an event loop. */
    static PageFiles read() throws IOException {
        SortedMap<String, byte[]> all = ClassPathFiles.below(
                DIRECTORY, INDEX, path -> MediaType.of(path).isPresent());
        for (Library library : Library.values()) {
            all.putAll(library.read());
        }
        String base = ROOT + Digest.shortOf(all) + "/";
        ImportMap imports = ImportMap.of(base);
        byte[] index = index(new String(all.remove(INDEX), StandardCharsets.UTF_8), base, imports);
        Map<String, PageFile> files = new HashMap<>();
        all.forEach((path, bytes) ->
                files.put(base + path, PageFile.of(MediaType.of(path).orElseThrow(), bytes)));
        return new PageFiles(
                base,
                Map.copyOf(files),
                PageFile.of(MediaType.HTML, index),
                "W/\"" + Digest.shortOf(index) + "\"",
                imports.policy());
    }

    private static byte[] index(String template, String base, ImportMap imports) throws IOException {
        if (!template.contains(MAP_HERE)) {
            throw new IOException(INDEX + ": actual without, expected a line " + MAP_HERE);
        }
        return template.replace(MAP_HERE, imports.element())
                .replace(BASE_HERE, base)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The file at that path; null if there is none. */
    @Nullable
    PageFile file(String path) {
        return files.get(path);
    }

    @Nullable
    PageFile icon() {
        return files.get(base + ICON);
    }
}
