package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.rule.Fields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operator's own pages for requests that fail. Looked up by status alone; a value. */
public final class ErrorPages implements Feature {

    private static final int MOST = 16;
    private static final int MOST_BYTES = 4 * PageText.MOST_BYTES;
    private static final int FIRST = 400;
    private static final int LAST = 599;

    private final List<StatusPage> pages;
    private final Map<Integer, StatusPage> byStatus = new HashMap<>();

    private ErrorPages(List<StatusPage> pages) {
        this.pages = List.copyOf(pages);
        for (int status = FIRST; status <= LAST; status++) {
            StatusPage page = choose(status);
            if (page != null) {
                byStatus.put(status, page);
            }
        }
    }

    static ErrorPages read(Fields in) {
        List<Fields> given = in.objects("pages");
        if (given.isEmpty()) {
            in.problem("pages", "none", "at least one page");
        } else if (given.size() > MOST) {
            in.problem("pages", given.size() + " pages", "at most " + MOST);
        }
        List<StatusPage> pages = given.stream().map(StatusPage::read).toList();
        int bytes = pages.stream().mapToInt(page -> page.html().length()).sum();
        if (bytes > MOST_BYTES) {
            in.problem("pages", bytes + " bytes", "at most " + MOST_BYTES + " bytes in all");
        }
        return new ErrorPages(pages);
    }

    /** One that names the status goes before one for all of its kind, and of equals the first. */
    private @Nullable StatusPage choose(int status) {
        StatusPage kind = null;
        for (StatusPage page : pages) {
            if (page.names(status)) {
                return page;
            }
            kind = kind == null && page.takes(status) ? page : kind;
        }
        return kind;
    }

    /** The page for that status; null if there is none. */
    public @Nullable StatusPage of(int status) {
        return byStatus.get(status);
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("pages", pages.stream().map(StatusPage::written).toList());
        return fields;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErrorPages same && same.pages.equals(pages);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pages);
    }

    @Override
    public String toString() {
        return "ErrorPages" + pages.stream().map(StatusPage::statuses).toList();
    }
}
