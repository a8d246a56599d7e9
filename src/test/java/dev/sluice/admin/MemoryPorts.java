package dev.sluice.admin;

import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.rule.PortObstacle;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ports of which a test says what is so. */
final class MemoryPorts implements ListenPorts {

    /** A port that another process holds. */
    static final int HELD = 5900;

    final Map<Integer, Listener> listeners = new ConcurrentHashMap<>();

    @Override
    public Map<Integer, Listener> listeners() {
        return Map.copyOf(listeners);
    }

    @Override
    public CompletionStage<@Nullable PortObstacle> obstacle(int port) {
        return CompletableFuture.completedFuture(
                port == HELD ? new PortObstacle(port, true, "is in use by pid 4711 (vncserver)") : null);
    }
}
