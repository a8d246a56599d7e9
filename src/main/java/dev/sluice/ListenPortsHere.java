package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.port.ListenReports;
import dev.sluice.core.rule.PortObstacle;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ports of L4 routes on this machine, at the address that the front door listens on, and how their listeners fare. */
final class ListenPortsHere implements ListenPorts, ListenReports {

    private final Vertx vertx;
    private final String host;
    private final Consumer<Event> events;
    private final Map<Integer, Listener> listeners = new ConcurrentHashMap<>();

    /**
     * Ports at that address.
     *
     * @param vertx looks into {@code /proc} on a worker of this one
     * @param events takes an event on any thread
     */
    ListenPortsHere(Vertx vertx, String host, Consumer<Event> events) {
        this.vertx = vertx;
        this.host = host;
        this.events = events;
    }

    @Override
    public Map<Integer, Listener> listeners() {
        return Map.copyOf(listeners);
    }

    @Override
    public CompletionStage<@Nullable PortObstacle> obstacle(int port) {
        return vertx.executeBlocking(() -> ListenFailure.obstacle(host, port), false)
                .toCompletionStage();
    }

    @Override
    public void failed(int port, Throwable cause) {
        String reason = ListenFailure.reason(cause);
        Listener before = listeners.get(port);
        Listener failing = before == null || before.isOpen() ? null : before;
        listeners.put(port, failing == null ? new Listener(reason, Clock.SYSTEM.wall()) : failing);
        vertx.executeBlocking(() -> ListenFailure.l4(port, reason), false).onSuccess(explained -> {
            listeners.computeIfPresent(
                    port,
                    (p, now) -> now.isOpen() ? now : new Listener(explained, now.since())); // it may be over by now
            if (failing == null) {
                tell(EventName.L4_LISTENER_FAILED, port, "Port " + port + " " + explained, Map.of("reason", explained));
            }
        });
    }

    @Override
    public void opened(int port) {
        Listener before = listeners.put(port, new Listener(null, Clock.SYSTEM.wall()));
        if (before != null && !before.isOpen()) {
            tell(EventName.L4_LISTENER_OPENED, port, "Port " + port + " is listened on now", Map.of());
        }
    }

    @Override
    public void closed(int port) {
        listeners.remove(port);
    }

    private void tell(EventName name, int port, String message, Map<String, Object> more) {
        Map<String, Object> details = new LinkedHashMap<>(more);
        details.put("l4_listen_port", port);
        events.accept(Event.of(name, Clock.SYSTEM.wall(), Event.WATCHDOG, message, details));
    }
}
