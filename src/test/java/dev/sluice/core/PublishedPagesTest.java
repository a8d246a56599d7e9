package dev.sluice.core;

import static dev.sluice.core.Will.A;
import static dev.sluice.core.Will.B;
import static dev.sluice.core.Will.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Target;
import dev.sluice.core.site.NearestPages;
import dev.sluice.core.site.SiteFields;
import dev.sluice.core.site.StatusPage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose pages a route has in the table. */
@Tag("core")
class PublishedPagesTest {

    private static Site pages(String status, String html) {
        return SiteFields.read(
                Map.of("error_pages", Map.of("pages", List.of(Map.of("statuses", List.of(status), "html", html)))));
    }

    private static @Nullable String page(NearestPages pages, int status) {
        StatusPage page = pages.of(status);
        return page == null ? null : page.html().text();
    }

    private static Pool pool(long id, Site site, boolean enabled, long... members) {
        Pool bare = Some.pool(id, members);
        return new Pool(
                id,
                bare.name(),
                bare.mode(),
                null,
                0,
                bare.failback(),
                null,
                enabled,
                null,
                site,
                bare.members(),
                bare.stamp());
    }

    private static Route route(long id, Target target, Site site) {
        Route r = Some.route(id, "r" + id + ".example", target);
        return new Route(
                id,
                r.domain(),
                "/",
                "",
                true,
                r.type(),
                target,
                true,
                true,
                true,
                null,
                null,
                null,
                null,
                site,
                null,
                r.stamp());
    }

    private static NearestPages pages(long route, Desired desired) {
        return Some.present(PlanConstants.of(desired).get(route)).pages();
    }

    @Test
    void theRoutesOwnComeBeforeThoseOfItsPool() {
        Target home = new Target.Gateway(A, null);
        Desired desired = Will.pool(A, B)
                .gateway(C)
                .desired()
                .with(pool(1, Site.PLAIN, true, A, B))
                .with(pool(2, pages("5xx", "two"), true, A, C))
                .with(pool(3, pages("502", "three"), true, C))
                .with(route(7, home, pages("502", "own")))
                .with(route(8, home, Site.PLAIN))
                .with(route(9, new Target.Pooled(3, null), Site.PLAIN));
        assertThat(page(pages(7, desired), 502)).isEqualTo("own");
        assertThat(page(pages(7, desired), 503))
                .as("home's first pool that has any")
                .isEqualTo("two");
        assertThat(page(pages(8, desired), 502)).isEqualTo("two");
        assertThat(page(pages(9, desired), 502)).isEqualTo("three");
        assertThat(page(pages(9, desired), 404)).isNull();

        Desired off =
                desired.with(pool(2, pages("5xx", "two"), false, A, C)).with(pool(3, pages("502", "three"), false, C));
        assertThat(page(pages(7, off), 503)).isNull();
        assertThat(page(pages(9, off), 502)).isNull();
    }

    @Test
    void thoseForAllAreTheTables() {
        RoutingTable table = new RoutingTable(1, Map.of(), Set.of(), pages("404", "all"));
        assertThat(page(table.pages(), 404)).isEqualTo("all");
        assertThat(page(RoutingTable.EMPTY.pages(), 404)).isNull();
    }
}
