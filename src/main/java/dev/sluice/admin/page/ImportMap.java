package dev.sluice.admin.page;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the browser finds the libraries that scripts import by name (HTML, import maps): a script inside the page, the only one
 * that there is, since browsers read no other.
 *
 * @param text exactly what stands between its tags
 */
record ImportMap(String text) {

    /** The map to libraries that are served below {@code base}, such as {@code /ui/HASH/}. */
    static ImportMap of(String base) {
        JsonObject imports = new JsonObject();
        for (Library library : Library.values()) {
            library.imports().forEach((name, path) -> imports.put(name, base + path));
        }
        return new ImportMap(new JsonObject().put("imports", imports).encode());
    }

    String element() {
        return "<script type=\"importmap\">" + text + "</script>";
    }

    /**
     * The policy of a page with this map (Content Security Policy Level 3): scripts and styles are files of ours, no text
     * becomes HTML or code, and there is no request to anybody else.
     */
    String policy() {
        String hash = Base64.getEncoder().encodeToString(Digest.of(text.getBytes(StandardCharsets.UTF_8)));
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' 'sha256-" + hash + "'",
                "style-src 'self'",
                "img-src 'self' data:",
                "connect-src 'self'",
                "font-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types lit-html");
    }
}
