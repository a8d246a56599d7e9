package dev.sluice.system;

import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.TcpService;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Some LAN hosts on loopback, and when routes were led to which: by that, whatever answered can be told to be right or wrong.
 * Each answers HTTP and, on another port, greets who connects, in both with its name.
 */
final class MovingLanHosts implements AutoCloseable {

    private static final int HOSTS = 4;

    private final List<RawUpstream> web = new ArrayList<>();
    private final List<TcpService> tcp = new ArrayList<>();
    private final List<Integer> tcpPorts = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    /** From the first of these times on the host may answer, from the second on no other may. */
    private record Turn(String host, long begunNanos, long doneNanos) {}

    MovingLanHosts() {
        for (int i = 0; i < HOSTS; i++) {
            web.add(RawUpstream.sending(
                    "HTTP/1.1 200 OK\r\nX-Peer: " + name(i) + "\r\nContent-Length: 2\r\n\r\n" + name(i)));
            int port = FreePort.next();
            tcpPorts.add(port);
            tcp.add(TcpService.at("127.0.0.1", port, TcpService.greeting(name(i))));
        }
    }

    private static String name(int host) {
        return "h" + host;
    }

    /** What leads an HTTP route to the host whose turn comes after so many others. */
    JsonObject web(int turn) {
        return lan(web.get(turn % HOSTS).port());
    }

    /** The same for a TCP route. */
    JsonObject tcp(int turn) {
        return lan(tcpPorts.get(turn % HOSTS));
    }

    private static JsonObject lan(int port) {
        return new JsonObject()
                .put("target_lan_host", "127.0.0.1")
                .put("target_lan_port", port)
                .put("allow_loopback", true);
    }

    /** The next host's turn, to which that leads the routes. */
    void turn(int turn, Runnable leading) {
        long begun = System.nanoTime();
        leading.run();
        turns.add(new Turn(name(turn % HOSTS), begun, System.nanoTime()));
    }

    /** Whether that host was one to answer a request of that time. */
    boolean isRight(String host, long sentNanos, long doneNanos) {
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            long until = i + 1 < turns.size() ? turns.get(i + 1).doneNanos() : Long.MAX_VALUE;
            if (turn.host().equals(host) && doneNanos >= turn.begunNanos() && sentNanos <= until) {
                return true;
            }
        }
        return false;
    }

    /** How many requests the host of that turn was sent in HTTP. */
    int asked(int turn) {
        return web.get(turn % HOSTS).heads().size();
    }

    @Override
    public void close() {
        web.forEach(RawUpstream::close);
        tcp.forEach(TcpService::close);
    }
}
