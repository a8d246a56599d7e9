package dev.sluice.ui;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
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
        for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
            for (int width : WIDTHS) {
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

    private static void shoot(Page page, Path file) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(file)
                .setFullPage(true)
                .setAnimations(ScreenshotAnimations.DISABLED));
    }
}
