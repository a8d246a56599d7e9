package dev.sluice.core.site;

import dev.sluice.core.rule.Fields;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A time of day on some days of the week, by a clock on the wall.
 *
 * @param days on which it begins
 * @param from the minute of the day with which it begins, 0 to 1439
 * @param to the minute of the day before which it ends, 0 to 1440; where that is less than {@code from}, on the day after
 */
public record AccessWindow(List<DayOfWeek> days, int from, int to) {

    static final int DAY_MINUTES = 1_440;

    private static final List<DayOfWeek> ALL = List.of(DayOfWeek.values());
    private static final String DAY = "one of " + String.join(", ", names(ALL));
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d|24:00");

    public AccessWindow {
        days = days.stream().distinct().sorted().toList();
    }

    static AccessWindow read(Fields in) {
        List<DayOfWeek> days = in.named("days") ? days(in) : all(in);
        int from = minute("from", "a time such as 09:00, from 00:00 to 23:59", in);
        int to = minute("to", "a time such as 17:30, to 24:00", in);
        if (from == DAY_MINUTES) {
            in.problem("from", "24:00", "a time from 00:00 to 23:59");
        } else if (from >= 0 && from == to) {
            in.problem("to", time(to), "another time than from; a whole day is from 00:00 to 24:00");
        }
        in.done();
        return new AccessWindow(days, Math.max(0, from), Math.max(0, to));
    }

    private static List<DayOfWeek> all(Fields in) {
        in.texts("days"); // so that it is a known field
        return ALL;
    }

    private static List<DayOfWeek> days(Fields in) {
        List<String> names = in.texts("days");
        if (names.isEmpty()) {
            in.problem("days", "none", "at least " + DAY + ", or null for every day");
        }
        List<DayOfWeek> days = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            List<DayOfWeek> named =
                    ALL.stream().filter(day -> name(day).equals(name)).toList();
            if (named.isEmpty()) {
                in.problem("days[" + i + "]", name, DAY);
            }
            days.addAll(named);
        }
        return days;
    }

    /** The minute of the day; negative if there is none to read. */
    private static int minute(String field, String expected, Fields in) {
        in.require(field, expected);
        String text = in.optionalText(field, null);
        if (text == null) {
            return -1;
        }
        if (!TIME.matcher(text).matches()) {
            in.problem(field, text, expected);
            return -1;
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("days", names(days));
        fields.put("from", time(from));
        fields.put("to", time(to));
        return fields;
    }

    private static List<String> names(List<DayOfWeek> days) {
        return Stream.of(DayOfWeek.values())
                .filter(days::contains)
                .map(AccessWindow::name)
                .toList();
    }

    private static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private static String time(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
