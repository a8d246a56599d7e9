package dev.sluice.core.document;

import dev.sluice.core.rule.Edit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Ids for new things. Where there are more things than ids, some are named twice and nothing will come of them. */
final class FreshIds {

    private final Map<Edit.Kind, Deque<Long>> left = new EnumMap<>(Edit.Kind.class);
    private long none;

    FreshIds(List<Edit.Kind> kinds, List<Long> ids) {
        for (int i = 0; i < kinds.size(); i++) {
            left.computeIfAbsent(kinds.get(i), kind -> new ArrayDeque<>()).add(ids.get(i));
        }
    }

    /** An id; one below zero, which nothing may have, if there is none left. */
    long next(Edit.Kind kind) {
        Deque<Long> ids = left.get(kind);
        return ids == null || ids.isEmpty() ? --none : ids.remove();
    }
}
