package dev.sluice.core.site;

import dev.sluice.core.rule.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people see instead of the answers of some statuses.
 *
 * @param statuses such as {@code 404}, or {@code 5xx} for all from 500 to 599
 * @param replacesUpstream whether it also stands in for an application's own answer, from 500 on
 */
public record StatusPage(List<String> statuses, PageText html, boolean replacesUpstream) {

    private static final Pattern STATUS = Pattern.compile("[45](xx|[0-9]{2})");

    public StatusPage {
        statuses = List.copyOf(statuses);
    }

    static StatusPage read(Fields in) {
        List<String> statuses = new ArrayList<>();
        List<?> given = in.list("statuses");
        if (given != null && given.isEmpty()) {
            in.problem("statuses", "none", "at least one status");
        }
        for (int i = 0; given != null && i < given.size(); i++) {
            String status = String.valueOf(given.get(i));
            if (STATUS.matcher(status).matches()) {
                statuses.add(status);
            } else {
                in.problem(
                        "statuses[" + i + "]", given.get(i), "a status from 400 to 599, or 4xx or 5xx for all of them");
            }
        }
        StatusPage page =
                new StatusPage(statuses, PageText.read("html", in), in.flag("replace_upstream", false, false));
        in.done();
        return page;
    }

    /** Whether it names the status itself. */
    boolean names(int status) {
        return statuses.contains(Integer.toString(status));
    }

    /** Whether it is for all statuses like this one. */
    boolean takes(int status) {
        return statuses.contains(status / 100 + "xx");
    }

    Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("statuses", statuses);
        fields.put("html", html.text());
        fields.put("replace_upstream", replacesUpstream);
        return fields;
    }
}
