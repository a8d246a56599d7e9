package dev.sluice.proxy.compress;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A few things kept for their next use; what it has no room for is destroyed. */
final class Shelf<T> {

    private final int room;
    private final Consumer<T> destroy;
    private final ArrayDeque<T> kept = new ArrayDeque<>();

    Shelf(int room, Consumer<T> destroy) {
        this.room = room;
        this.destroy = destroy;
    }

    @Nullable
    T take() {
        return kept.pollFirst();
    }

    void put(T used) {
        if (kept.size() < room) {
            kept.addFirst(used); // what was used last is nearest to the processor
        } else {
            destroy.accept(used);
        }
    }

    void close() {
        kept.forEach(destroy);
        kept.clear();
    }
}
