package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.system.HomeNetwork.Machine;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.WebSocketClient;
import java.io.IOException;
import java.time.Duration;

/**
 * What the loss of the gateway Home meant for who came next. All spans are from the loss on.
 *
 * @param webSocket until a WebSocket that was asked for right after the loss had its first text back
 * @param tcp until a TCP connection that was opened after that had its first line back
 * @param moved until the API said that the other gateway serves
 * @param gets all that were sent from the loss until the routes had moved
 */
record HomeFall(Duration webSocket, Duration tcp, Duration moved, LoadReport gets) {

    static HomeFall of(HomeSite home, LoadRun load, Runnable loss) throws IOException {
        long lost = System.nanoTime();
        loss.run();
        try (WebSocketClient socket = WebSocketClient.open(home.sluice().httpPort(), "nas.test", "/", false)) {
            socket.send("first");
            assertThat(socket.next()).isEqualTo("first");
            assertThat(socket.peer()).contains(home.by(Machine.DS918));
        }
        Duration webSocket = since(lost);
        try (TcpClient client = new TcpClient(home.echoPort())) {
            assertThat(client.line()).contains(home.by(Machine.DS918));
            assertThat(client.echo("first")).isEqualTo("first");
        }
        Duration tcp = since(lost);
        home.site().awaitServing(home.nas(), home.id(Machine.DS918));
        long moved = System.nanoTime();
        home.site().awaitServing(home.echo(), home.id(Machine.DS918));
        return new HomeFall(webSocket, tcp, Duration.ofNanos(moved - lost), ended(load, lost, moved));
    }

    /** All that were sent in that span, once each has ended. */
    private static LoadReport ended(LoadRun load, long from, long until) {
        int perSecond = HomeReboots.PER_SECOND;
        long due = (until - from) * perSecond / 1_000_000_000L;
        await().atMost(Site.PATIENCE)
                .until(() -> load.soFar().sentBetween(from, until).size() >= due * 9 / 10);
        return load.soFar().sentBetween(from, until);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Whether all of it took no longer. */
    boolean isWithin(Duration bound) {
        return webSocket.compareTo(bound) <= 0
                && tcp.compareTo(bound) <= 0
                && moved.compareTo(bound) <= 0
                && gets.percentile(100).compareTo(bound) <= 0;
    }

    @Override
    public String toString() {
        return "%d failed of %d GETs, slowest %d ms; routes moved after %d ms, new WebSocket after %d ms, new TCP after %d ms"
                .formatted(
                        gets.failed().size(),
                        gets.size(),
                        gets.percentile(100).toMillis(),
                        moved.toMillis(),
                        webSocket.toMillis(),
                        tcp.toMillis());
    }
}
