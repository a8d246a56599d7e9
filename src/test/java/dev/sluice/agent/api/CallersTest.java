package dev.sluice.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who comes to an agent's own API cannot hold it for long, nor in numbers. */
class CallersTest {

    private static final int MOST = 64;

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private int listen(long stayMillis) throws Exception {
        Callers callers = new Callers(vertx, stayMillis);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(callers::opened)
                .requestHandler(request -> {
                    callers.known(request.connection());
                    request.response().end("known");
                });
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private Socket socket(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    @Test
    void whoSendsAHeadByteByByteIsNotWaitedFor() throws Exception {
        Socket dripping = socket(listen(300));
        Awaitility.await().ignoreExceptions().until(() -> {
            try {
                dripping.getOutputStream().write('G');
                return false;
            } catch (IOException closed) {
                return true;
            }
        });
    }

    @Test
    void whoHasBroughtTheTokenMayStay() throws Exception {
        int port = listen(500);
        Socket known = socket(port);
        Socket stranger = socket(port);
        byte[] asking = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes();
        known.getOutputStream().write(asking);
        assertThat(known.getInputStream().read()).isEqualTo('H');
        assertThat(stranger.getInputStream().read()).as("closed").isEqualTo(-1);
        known.getOutputStream().write(asking);
        assertThat(new String(known.getInputStream().readNBytes(60)))
                .contains("known")
                .contains("HTTP/1.1 200");
    }

    @Test
    void thereAreNeverMany() throws Exception {
        int port = listen(60_000);
        for (int i = 0; i < MOST; i++) {
            socket(port);
        }
        assertThat(socket(port).getInputStream().read()).isEqualTo(-1);
        sockets.get(0).close();
        byte[] asking = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes();
        Awaitility.await().until(() -> {
            Socket next = socket(port);
            try {
                next.getOutputStream().write(asking);
                return next.getInputStream().read() == 'H';
            } catch (IOException refused) {
                return false;
            }
        });
    }
}
