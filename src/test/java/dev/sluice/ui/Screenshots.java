package dev.sluice.ui;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Pictures of pages, in {@code target/screenshots}, for people to look at. */
final class Screenshots {

    /** A phone, and a desk. */
    static final List<Integer> WIDTHS = List.of(360, 1440);

    private static final Path DIRECTORY = Path.of("target", "screenshots");
    private static final int HEIGHT = 900;

    private Screenshots() {}

    /** The page as it is now in both themes and widths: four pictures. The page is wide and light afterwards. */
    static void take(Page page, String name) {
        for (int width : WIDTHS) {
            for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
                take(page, name, theme, width);
            }
        }
    }

    /** One picture of all of the page, however long: {@code NAME-THEME-WIDTH.png}. */
    static Path take(Page page, String name, Theme theme, int width) {
        page.setViewportSize(width, HEIGHT);
        theme.putOn(page);
        Path file = DIRECTORY.resolve(name + "-" + theme + "-" + width + ".png");
        shoot(page, file);
        return file;
    }

    /** What there is to see when a test has failed. */
    static void ofFailure(Page page, String test) {
        shoot(page, DIRECTORY.resolve("failed-" + test + ".png"));
    }

    /** By the browser's own protocol: that packs pictures less tightly, in a third less time for all that a picture takes. */
    private static void shoot(Page page, Path file) {
        CDPSession browser = page.context().newCDPSession(page);
        try {
            JsonObject size = browser.send("Page.getLayoutMetrics").getAsJsonObject("cssContentSize");
            size.addProperty("scale", 1);
            JsonObject options = new JsonObject();
            options.addProperty("optimizeForSpeed", true);
            options.addProperty("captureBeyondViewport", true);
            options.add("clip", size);
            String picture =
                    browser.send("Page.captureScreenshot", options).get("data").getAsString();
            Files.createDirectories(DIRECTORY);
            Files.write(file, Base64.getDecoder().decode(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            browser.detach();
        }
    }
}
