package dev.sluice.admin.http;

import dev.sluice.core.model.Stamp;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The validators of desired things: a thing's ETag is the revision that last wrote it (RFC 9110 8.8.3, 13.1.1). */
public final class IfMatch {

    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern LIST = Pattern.compile("\\s*(?:W/)?\"[^\"]*\"(?:\\s*,\\s*(?:W/)?\"[^\"]*\")*\\s*");

    private IfMatch() {}

    /** The ETag header's value. */
    public static String tag(Stamp stamp) {
        return tag(stamp.revision());
    }

    /** That of the whole desired state. */
    public static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /** The revisions that the header allows; null if it allows any. Weak tags never match here. */
    static @Nullable Set<Long> revisions(@Nullable String header) {
        if (header == null || header.isBlank() || header.trim().equals("*")) {
            return null;
        }
        if (!LIST.matcher(header).matches()) {
            throw ApiProblem.invalid("If-Match", "not a list of entity tags", "* or the ETag of an earlier answer");
        }
        Set<Long> revisions = new HashSet<>();
        Matcher matcher = TAG.matcher(header);
        while (matcher.find()) {
            boolean weak = matcher.start() >= 2 && header.startsWith("W/", matcher.start() - 2);
            if (!weak && matcher.group(1).matches("\\d{1,18}")) {
                revisions.add(Long.parseLong(matcher.group(1)));
            }
        }
        return revisions;
    }
}
