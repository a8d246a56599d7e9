package dev.sluice.ui;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What keeps people from using a page, as axe-core finds it: WCAG 2.2 A and AA, findings that are serious or worse. */
final class Axe {

    private static final String SOURCE = read("/axe.min.js");

    /** Style sheets are not read beforehand: only rules that are off would look at them. */
    private static final String RUN =
            "async () => (await axe.run(document, {preload: false, resultTypes: ['violations'], runOnly: {type: 'tag', values:"
                    + " ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}})).violations"
                    + ".filter(one => one.impact === 'serious' || one.impact === 'critical')"
                    + ".flatMap(one => one.nodes.map(node => one.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary))";

    private Axe() {}

    /** The findings in the page as it is now, in both themes; empty if all is well. */
    static List<String> findings(Page page) {
        if (!Boolean.TRUE.equals(page.evaluate("typeof axe === 'object'"))) {
            page.evaluate(SOURCE);
        }
        List<String> all = new ArrayList<>();
        for (Theme theme : Theme.values()) {
            theme.putOn(page);
            if (page.evaluate(RUN) instanceof List<?> found) {
                found.forEach(one -> all.add(theme + ": " + one));
            }
        }
        Theme.LIGHT.putOn(page);
        return all;
    }

    private static String read(String resource) {
        try (InputStream in = Axe.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + ": actual absent, expected in the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
