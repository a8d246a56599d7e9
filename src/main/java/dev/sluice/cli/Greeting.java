package dev.sluice.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code run} says once it serves: where everything is, and how to come in the first time.
 *
 * @param frontDoor its ports and address, in words
 * @param api the admin API's base
 * @param terminal whether a person is looking: a log is kept and sent on, so it is not told the token
 * @param tokenFile where the token is, if nobody looks
 */
record Greeting(String version, String frontDoor, URI api, boolean terminal, Path tokenFile) {

    /**
     * Line by line.
     *
     * @param firstToken the token that was made at this start, if one was
     */
    List<String> lines(Optional<String> firstToken) {
        List<String> lines = new ArrayList<>(List.of(
                "Sluice " + version + " serves.",
                "  front door  " + frontDoor,
                "  admin API   " + api,
                "  web page    " + api.resolve("/")));
        if (firstToken.isEmpty()) {
            return lines;
        }
        if (terminal) {
            lines.add("  first token " + firstToken.get() + "   (shown once; keep it)");
            // Browsers send a fragment to no server, so the token is in nobody's access log.
            lines.add("  password    none yet; to set one, open " + api.resolve("/welcome") + "#" + firstToken.get());
            lines.add("              or run sluice set-password with that token");
        } else {
            lines.add("  first token in " + tokenFile);
            lines.add("  password    none yet; sluice set-password sets one for browsers, with that token");
        }
        return lines;
    }
}
