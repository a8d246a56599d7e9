package dev.sluice.webhook;

import dev.sluice.core.rule.HostSyntax;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Looks names up on threads of its own, since the system's way blocks for as long as it likes: a dead name server must hold up
 * nothing else. A name is asked for once at a time.
 */
final class Names implements Function<String, Future<List<InetAddress>>> {

    private static final int THREADS = 8;

    private final WorkerExecutor threads;
    private final Map<String, Future<List<InetAddress>>> asked = new ConcurrentHashMap<>();

    Names(Vertx vertx) {
        this.threads = vertx.createSharedWorkerExecutor("webhook-names", THREADS);
    }

    @Override
    public Future<List<InetAddress>> apply(String host) {
        InetAddress literal = HostSyntax.address(host);
        if (literal != null) {
            return Future.succeededFuture(List.of(literal));
        }
        Future<List<InetAddress>> running = asked.get(host);
        if (running != null) {
            return running;
        }
        Future<List<InetAddress>> begun = threads.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
        asked.put(host, begun);
        begun.onComplete(done -> asked.remove(host, begun)); // perhaps at once: it must be there by then
        return begun;
    }

    Future<Void> close() {
        return threads.close();
    }
}
