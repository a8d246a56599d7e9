package dev.sluice.agent;

import dev.sluice.core.port.ListenReports;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How the listeners of L4 routes fare. Any thread. */
final class L4Ports implements ListenReports {

    private static final String LISTENING = "";
    private static final String NOT_YET = "not open yet";

    private final Map<Integer, String> ports = new ConcurrentHashMap<>();
    private final Runnable changed;

    /**
     * Nothing is known yet.
     *
     * @param changed run when something changes, on any thread
     */
    L4Ports(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public void failed(int port, Throwable cause) {
        tell(port, String.valueOf(cause.getMessage()));
    }

    @Override
    public void opened(int port) {
        tell(port, LISTENING);
    }

    @Override
    public void closed(int port) {
        if (ports.remove(port) != null) {
            changed.run();
        }
    }

    private void tell(int port, String state) {
        if (!state.equals(ports.put(port, state))) {
            changed.run();
        }
    }

    /** Why there is no listener on that port; null if there is one. */
    @Nullable
    String obstacle(int port) {
        String state = ports.getOrDefault(port, NOT_YET);
        return state.equals(LISTENING) ? null : state;
    }
}
