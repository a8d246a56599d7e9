package dev.sluice;

import dev.sluice.core.port.AccessTail;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.Traffic;
import dev.sluice.core.traffic.TrafficCounts;
import dev.sluice.proxy.FrontDoor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The traffic of this process: requests as the observers count them, tunnels as the front door does. Any thread. */
final class TrafficHere implements Traffic {

    private final Observers observers;
    private final Supplier<@Nullable FrontDoor> frontDoor;

    TrafficHere(Observers observers, Supplier<@Nullable FrontDoor> frontDoor) {
        this.observers = observers;
        this.frontDoor = frontDoor;
    }

    @Override
    public TrafficCounts counts() {
        return observers.counts();
    }

    @Override
    public AccessTail follow(Predicate<FinishedRequest> wanted, Consumer<String> line) {
        return observers.tails().follow(wanted, line);
    }

    @Override
    public int tunnels() {
        FrontDoor door = frontDoor.get();
        return door == null ? 0 : door.tunnels();
    }
}
