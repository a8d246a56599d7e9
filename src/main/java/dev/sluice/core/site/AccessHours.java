package dev.sluice.core.site;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;

/**
 * When access windows are open, in instants: at each that a clock on the wall of their time zone shows as a time within one
 * of them. So an hour that a change of clocks leaves out is in no window, and one that it repeats is in its window twice.
 * Immutable.
 */
public final class AccessHours {

    /** The end of what never changes. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int WEEK_MINUTES = 7 * AccessWindow.DAY_MINUTES;
    private static final int MONDAY_FROM_EPOCH = 3; // 1970 began on a Thursday
    private static final int MOST_TRANSITIONS = 100;

    private final ZoneRules rules;
    private final BitSet open = new BitSet(WEEK_MINUTES);

    public AccessHours(AccessWindows windows) {
        this.rules = windows.zone().getRules();
        for (AccessWindow window : windows.windows()) {
            int length = window.to() - window.from();
            for (DayOfWeek day : window.days()) {
                int begin = day.ordinal() * AccessWindow.DAY_MINUTES + window.from();
                add(begin, begin + (length > 0 ? length : length + AccessWindow.DAY_MINUTES));
            }
        }
    }

    private void add(int begin, int end) {
        open.set(begin, Math.min(end, WEEK_MINUTES));
        if (end > WEEK_MINUTES) {
            open.set(0, end - WEEK_MINUTES); // from Sunday into Monday
        }
    }

    /** Whether one is open at that millisecond of the epoch. */
    public boolean isOpen(long millis) {
        return isOpenAt(Math.floorDiv(millis, 1000L));
    }

    /** The millisecond of the epoch at which that will first be otherwise; {@link #NEVER} if it never is. */
    public long changesAfter(long millis) {
        long second = Math.floorDiv(millis, 1000L);
        boolean now = isOpenAt(second);
        if (open.cardinality() == WEEK_MINUTES) {
            return NEVER;
        }
        for (int i = 0; i < MOST_TRANSITIONS; i++) {
            long change = second + secondsToChange(local(second), now);
            ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochSecond(second));
            if (next == null || change < next.toEpochSecond()) {
                return change * 1000;
            }
            second = next.toEpochSecond();
            if (isOpenAt(second) != now) {
                return second * 1000;
            }
        }
        return NEVER;
    }

    private boolean isOpenAt(long second) {
        return open.get(weekMinute(local(second)));
    }

    /** What a clock on the wall shows, as seconds since it showed the begin of 1970. */
    private long local(long second) {
        return second + rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
    }

    private static int weekMinute(long local) {
        return (int) Math.floorMod(
                Math.floorDiv(local, 60L) + (long) MONDAY_FROM_EPOCH * AccessWindow.DAY_MINUTES, (long) WEEK_MINUTES);
    }

    /** If clocks go on as they do. There is a minute of the other kind in each week. */
    private long secondsToChange(long local, boolean now) {
        int minute = weekMinute(local);
        int change = now ? open.nextClearBit(minute) : open.nextSetBit(minute);
        if (change < 0 || change >= WEEK_MINUTES) {
            change = WEEK_MINUTES + (now ? open.nextClearBit(0) : open.nextSetBit(0));
        }
        return (change - minute) * 60L - Math.floorMod(local, 60L);
    }
}
