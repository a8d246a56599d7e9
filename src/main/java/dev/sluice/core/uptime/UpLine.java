package dev.sluice.core.uptime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** How something was over time, without gaps. Immutable. */
final class UpLine {

    private final List<Stretch> stretches;

    private UpLine(List<Stretch> stretches) {
        this.stretches = stretches;
    }

    /**
     * The line that fits to what is told, and to how it is now. Where these contradict each other something happened that
     * nobody told of, and when is not known: the whole time between them is UNKNOWN.
     *
     * @param marks in the order of time
     * @param now how it is at the end
     */
    static UpLine of(List<Mark> marks, UpState now, Instant begin, Instant end) {
        List<Mark> within = marks.stream()
                .filter(mark -> mark.at().isAfter(begin) && mark.at().isBefore(end))
                .toList();
        List<Stretch> stretches = new ArrayList<>();
        Instant from = begin;
        UpState state = within.isEmpty() ? now : within.get(0).before();
        for (int i = 0; i < within.size(); i++) {
            Mark mark = within.get(i);
            add(stretches, from, mark.at(), state);
            from = mark.at();
            state = i + 1 < within.size() ? between(mark, within.get(i + 1)) : atLast(mark, now);
        }
        add(stretches, from, end, state);
        return new UpLine(stretches);
    }

    /** What went down stays so until it is told otherwise; what came up twice was away meanwhile. */
    private static UpState between(Mark mark, Mark next) {
        return mark.after() == UpState.UP && next.after() == UpState.UP ? UpState.UNKNOWN : mark.after();
    }

    private static UpState atLast(Mark mark, UpState now) {
        return mark.after() == now ? now : UpState.UNKNOWN;
    }

    private static void add(List<Stretch> stretches, Instant from, Instant to, UpState state) {
        if (from.isBefore(to)) {
            stretches.add(new Stretch(from, to, state));
        }
    }

    /** What comes of several lines over the same time, moment by moment. */
    static UpLine of(List<UpLine> lines, Function<List<UpState>, UpState> together) {
        Collection<Instant> bounds = new TreeSet<>();
        for (UpLine line : lines) {
            for (Stretch stretch : line.stretches) {
                bounds.add(stretch.from());
                bounds.add(stretch.to());
            }
        }
        List<Walk> walks = lines.stream().map(Walk::new).toList();
        List<Stretch> stretches = new ArrayList<>();
        Instant from = null;
        for (Instant to : bounds) {
            if (from != null) {
                Instant moment = from;
                add(
                        stretches,
                        from,
                        to,
                        together.apply(
                                walks.stream().map(walk -> walk.at(moment)).toList()));
            }
            from = to;
        }
        return new UpLine(stretches);
    }

    /** One that goes along a line, only forwards: whoever looks at each moment from the begin would look at all each time. */
    private static final class Walk {

        private final List<Stretch> stretches;
        private int next;

        Walk(UpLine line) {
            this.stretches = line.stretches;
        }

        UpState at(Instant moment) {
            while (next < stretches.size()
                    && !moment.isBefore(stretches.get(next).to())) {
                next++;
            }
            return next < stretches.size()
                            && !moment.isBefore(stretches.get(next).from())
                    ? stretches.get(next).state()
                    : UpState.UNKNOWN;
        }
    }

    /** Several that follow one another. */
    static UpLine inTurn(List<UpLine> lines) {
        return new UpLine(
                lines.stream().flatMap(line -> line.stretches.stream()).toList());
    }

    /** The part of it from then on until then. */
    UpLine within(Instant from, Instant to) {
        List<Stretch> part = new ArrayList<>();
        for (Stretch stretch : stretches) {
            add(
                    part,
                    stretch.from().isBefore(from) ? from : stretch.from(),
                    stretch.to().isAfter(to) ? to : stretch.to(),
                    stretch.state());
        }
        return new UpLine(part);
    }

    /** Whether it never was anything else. */
    boolean isAlways(UpState state) {
        return stretches.stream().allMatch(stretch -> stretch.state() == state);
    }

    /** The same, where nothing is known of the time before that. */
    UpLine knownSince(Instant since) {
        List<Stretch> known = new ArrayList<>();
        for (Stretch stretch : stretches) {
            Instant bound = since.isBefore(stretch.from())
                    ? stretch.from()
                    : since.isAfter(stretch.to()) ? stretch.to() : since;
            add(known, stretch.from(), bound, UpState.UNKNOWN);
            add(known, bound, stretch.to(), stretch.state());
        }
        return new UpLine(known);
    }

    /** How it was at that moment; UNKNOWN before the begin. */
    UpState at(Instant moment) {
        return new Walk(this).at(moment);
    }

    /** The sums from then on. */
    Uptime since(Instant begin) {
        Duration up = Duration.ZERO;
        Duration down = Duration.ZERO;
        Duration unknown = Duration.ZERO;
        int outages = 0;
        UpState before = UpState.UNKNOWN;
        for (Stretch stretch : stretches) {
            Instant from = stretch.from().isBefore(begin) ? begin : stretch.from();
            if (from.isBefore(stretch.to())) {
                Duration length = Duration.between(from, stretch.to());
                switch (stretch.state()) {
                    case UP -> up = up.plus(length);
                    case DOWN -> {
                        down = down.plus(length);
                        outages += before == UpState.DOWN ? 0 : 1;
                    }
                    case UNKNOWN -> unknown = unknown.plus(length);
                }
                before = stretch.state();
            }
        }
        return new Uptime(up, down, unknown, outages);
    }
}
