package dev.sluice.imports.caddyfile;

import dev.sluice.imports.UnreadableException;
import java.util.List;
import java.util.Map;

/**
 * A Caddyfile as blocks and lines, everything that it imports in its place.
 *
 * @param options the lines of its global block
 * @param namedRoutes what {@code invoke} invokes, by name
 * @param sites in the order of the file
 */
public record Caddyfile(List<Line> options, Map<String, List<Line>> namedRoutes, List<SiteBlock> sites) {

    /**
     * A site.
     *
     * @param where file and line of its first address
     * @param addresses at least one
     */
    public record SiteBlock(String where, List<String> addresses, List<Line> lines) {}

    public Caddyfile {
        options = List.copyOf(options);
        namedRoutes = Map.copyOf(namedRoutes);
        sites = List.copyOf(sites);
    }

    /**
     * Reads a Caddyfile.
     *
     * @param name its file name, which imports are relative to
     * @throws UnreadableException if it is none, or if it is larger or deeper than any that people write
     */
    public static Caddyfile read(String name, String text, Sources sources) {
        TokenSource tokens = new TokenSource(sources);
        tokens.begin(name, text);
        return new CaddyfileReader(tokens).read();
    }
}
