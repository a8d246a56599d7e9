package dev.sluice;

import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.rule.PortObstacle;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ports of this machine, at the address that the front door listens on. */
final class ListenPortsHere implements ListenPorts {

    private final Vertx vertx;
    private final String host;
    private final Supplier<Map<Integer, Fault>> faults;

    ListenPortsHere(Vertx vertx, String host, Supplier<Map<Integer, Fault>> faults) {
        this.vertx = vertx;
        this.host = host;
        this.faults = faults;
    }

    @Override
    public Map<Integer, Fault> faults() {
        return faults.get();
    }

    @Override
    public CompletionStage<@Nullable PortObstacle> obstacle(int port) {
        return vertx.executeBlocking(() -> ListenFailure.obstacle(host, port), false)
                .toCompletionStage();
    }
}
