import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;

/**
 * WebSockets that send a message, await its echo, and send the next: {@code WebSocketLoad MESSAGE_BYTES}. For every line
 * {@code PORT CONNECTIONS SECONDS} on standard input it says {@code MESSAGES FAILED NANOSECONDS P50_MICROSECONDS
 * P99_MICROSECONDS} of the echoes that came until then; the time counts from when the last connection was there.
 */
class WebSocketLoad {

    private static final int PATIENCE_S = 10;
    private static final int LONGEST_MICROS = 1_000_000;

    private final WebSocketClient client;
    private final Buffer message;
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final int[] times = new int[LONGEST_MICROS + 1]; // how many echoes took so many microseconds
    private final int connections;
    private final WebSocket[] open;
    private int there;
    private int done;
    private int good; // of those done
    private int messages;
    private long begun;
    private long until;

    private WebSocketLoad(WebSocketClient client, Buffer message, int connections) {
        this.client = client;
        this.message = message;
        this.connections = connections;
        open = new WebSocket[connections];
    }

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        Context context = vertx.getOrCreateContext(); // of the one event loop, on which everything of a run happens
        WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(10_000));
        Buffer message = Buffer.buffer(new byte[Integer.parseInt(arguments[0])]);
        Scanner wishes = new Scanner(System.in);
        while (wishes.hasNextInt()) {
            int port = wishes.nextInt();
            WebSocketLoad run = new WebSocketLoad(client, message, wishes.nextInt());
            int seconds = wishes.nextInt();
            context.runOnContext(go -> run.begin(vertx, port, seconds));
            System.out.println(run.result.join());
        }
        vertx.close();
    }

    private void begin(Vertx vertx, int port, int seconds) {
        vertx.setTimer((seconds + PATIENCE_S) * 1000L, late -> end());
        WebSocketConnectOptions to = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .putHeader("Host", "app.example")
                .setURI("/echo");
        for (int i = 0; i < connections; i++) {
            int number = i;
            client.connect(to).onComplete(
                    socket -> {
                        open[number] = socket;
                        if (result.isDone()) {
                            socket.close(); // too late: another could not be had
                        } else {
                            allThere(seconds);
                        }
                    },
                    failure -> {
                        System.err.println(failure);
                        end();
                    });
        }
    }

    private void allThere(int seconds) {
        there++;
        if (there == connections) {
            begun = System.nanoTime();
            until = begun + seconds * 1_000_000_000L;
            for (WebSocket socket : open) {
                new Turn(socket).send();
            }
        }
    }

    /** One connection's message that is under way. */
    private class Turn {

        private final WebSocket socket;
        private long sent;

        Turn(WebSocket socket) {
            this.socket = socket;
            socket.binaryMessageHandler(this::echoed);
            socket.closeHandler(lost -> over(false));
        }

        void send() {
            sent = System.nanoTime();
            socket.writeBinaryMessage(message);
        }

        private void echoed(Buffer echo) {
            long now = System.nanoTime();
            messages++;
            times[(int) Math.min(LONGEST_MICROS, (now - sent) / 1000)]++;
            if (!echo.equals(message)) {
                over(false);
            } else if (now < until) {
                send();
            } else {
                over(true);
            }
        }

        private void over(boolean well) {
            good += well ? 1 : 0;
            socket.closeHandler(null);
            socket.binaryMessageHandler(null);
            done++;
            if (done == connections) {
                end();
            }
        }
    }

    /** Those whose last echo did not come, or was another, have failed. */
    private void end() {
        if (result.isDone()) {
            return;
        }
        long took = System.nanoTime() - begun;
        for (WebSocket socket : open) {
            if (socket != null) {
                socket.close();
            }
        }
        result.complete(messages + " " + (connections - good) + " " + took + " " + percentile(50) + " " + percentile(99));
    }

    private int percentile(int which) {
        long before = 0;
        for (int micros = 0; micros <= LONGEST_MICROS; micros++) {
            before += times[micros];
            if (before * 100 >= (long) messages * which) {
                return micros;
            }
        }
        return LONGEST_MICROS;
    }
}
