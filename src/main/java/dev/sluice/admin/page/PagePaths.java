package dev.sluice.admin.page;

import java.util.regex.Pattern;

/** The paths of the page's pages, and of single things in them ({@code /peers/3}): the script in the browser tells them apart. */
final class PagePaths {

    private static final Pattern PAGE = Pattern.compile(
            "/|/(welcome|login|peers|gateway-pools|routes|timeline|drills|logs|settings)(/[A-Za-z0-9_-]{1,64}){0,3}/?");

    private PagePaths() {}

    static boolean contains(String path) {
        return PAGE.matcher(path).matches();
    }
}
