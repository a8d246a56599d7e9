package dev.sluice.admin.page;

import java.util.Arrays;
import java.util.Optional;

/** What a file of the page is, by the end of its name. A file of any other kind is not served. */
enum MediaType {
    SCRIPT(".js", "text/javascript; charset=utf-8"),
    STYLE(".css", "text/css; charset=utf-8"),
    HTML(".html", "text/html; charset=utf-8"),
    DRAWING(".svg", "image/svg+xml");

    private final String end;
    private final String wire;

    MediaType(String end, String wire) {
        this.end = end;
        this.wire = wire;
    }

    static Optional<MediaType> of(String path) {
        return Arrays.stream(values()).filter(type -> path.endsWith(type.end)).findFirst();
    }

    /** As the Content-Type header has it. */
    String wire() {
        return wire;
    }
}
