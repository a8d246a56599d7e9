package dev.sluice.core.site;

import dev.sluice.core.model.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of more than one place, the nearest to the request first: a nearer one for a status hides those farther away. */
public final class NearestPages {

    /** No pages at all. */
    public static final NearestPages NONE = new NearestPages(List.of());

    private final List<ErrorPages> places;

    private NearestPages(List<ErrorPages> places) {
        this.places = places;
    }

    /** Those of these sites, the nearest first. */
    public static NearestPages of(Site... sites) {
        List<ErrorPages> places = new ArrayList<>();
        for (Site site : sites) {
            ErrorPages pages = site.of(ErrorPages.class);
            if (pages != null) {
                places.add(pages);
            }
        }
        return places.isEmpty() ? NONE : new NearestPages(List.copyOf(places));
    }

    /** The page for that status; null if there is none. */
    public @Nullable StatusPage of(int status) {
        for (int i = 0; i < places.size(); i++) {
            StatusPage page = places.get(i).of(status);
            if (page != null) {
                return page;
            }
        }
        return null;
    }
}
