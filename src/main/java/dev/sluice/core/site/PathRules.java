package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.PathSyntax;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route does about paths: some are answered at once, and the others go to upstreams in another form.
 *
 * @param stripPrefix what upstreams do not get to see at the front of a path, whole segments; null for nothing
 * @param addPrefix what upstreams get to see before the path, after that; null for nothing
 * @param restorePrefix whether paths in the heads of upstreams' answers are put into the form in which clients ask
 * @param redirects the first that matches answers
 * @param answers the same, behind the redirects
 */
public record PathRules(
        @Nullable String stripPrefix,
        @Nullable String addPrefix,
        boolean restorePrefix,
        List<Redirect> redirects,
        List<FixedAnswer> answers)
        implements Feature {

    private static final int MOST = 500;

    public PathRules {
        redirects = List.copyOf(redirects);
        answers = List.copyOf(answers);
    }

    static PathRules read(Fields in) {
        String strip = prefix("strip_prefix", in);
        String add = prefix("add_prefix", in);
        boolean restore = in.flag("restore_prefix", false, false);
        if (restore && strip == null && add == null) {
            in.problem("restore_prefix", true, "false, or a strip_prefix or add_prefix to undo in answers");
        }
        return new PathRules(
                strip,
                add,
                restore,
                few("redirects", in).stream().map(Redirect::read).toList(),
                few("answers", in).stream().map(FixedAnswer::read).toList());
    }

    private static @Nullable String prefix(String field, Fields in) {
        String text = in.optionalText(field, null);
        if (text == null) {
            return null;
        }
        String prefix = PathSyntax.normalise(text);
        if (prefix == null || prefix.equals("/")) {
            in.problem(field, text, "a path such as /app, without / at its end, or null");
        }
        return prefix;
    }

    private static List<Fields> few(String field, Fields in) {
        List<Fields> rules = in.objects(field);
        if (rules.size() > MOST) {
            in.problem(field, rules.size() + " rules", "at most " + MOST);
        }
        return rules;
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("strip_prefix", stripPrefix);
        fields.put("add_prefix", addPrefix);
        fields.put("restore_prefix", restorePrefix);
        fields.put("redirects", redirects.stream().map(Redirect::written).toList());
        fields.put("answers", answers.stream().map(FixedAnswer::written).toList());
        return fields;
    }
}
