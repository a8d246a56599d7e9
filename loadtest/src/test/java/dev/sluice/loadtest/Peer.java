package dev.sluice.loadtest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The smallest gateway there is, as a program of its own: answers every GET on loopback with its name, over kept
 * connections, and a request for a WebSocket with one that echoes. Prints {@code listening PORT}; ends when its standard
 * input ends.
 */
public final class Peer {

    private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';
    private static final int LONGEST_HEAD = 64 * 1024;

    private Peer() {}

    /** Arguments: name, port (0 for a free one). */
    public static void main(String[] arguments) throws IOException {
        byte[] answer = ("HTTP/1.1 200 OK\r\nX-Peer: " + arguments[0] + "\r\nContent-Length: " + arguments[0].length()
                        + "\r\n\r\n" + arguments[0])
                .getBytes(StandardCharsets.US_ASCII);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(null, task, "peer", 256 * 1024);
            thread.setDaemon(true);
            return thread;
        });
        try (ServerSocket listener =
                new ServerSocket(Integer.parseInt(arguments[1]), 1024, InetAddress.getLoopbackAddress())) {
            System.out.println("listening " + listener.getLocalPort());
            threads.execute(() -> accept(listener, answer, threads));
            while (System.in.read() >= 0) {
                // says nothing; only ends
            }
        }
    }

    private static void accept(ServerSocket listener, byte[] answer, ExecutorService threads) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client, answer));
            } catch (IOException e) {
                System.err.println("accept: " + e);
            }
        }
    }

    private static void serve(Socket client, byte[] answer) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            StringBuilder head = new StringBuilder();
            int last = 0;
            for (int b = in.read(); b >= 0 && head.length() < LONGEST_HEAD; b = in.read()) {
                head.append((char) b);
                last = last << 8 | b;
                if (last == END_OF_HEAD) {
                    String webSocket = WebSocketEcho.accepted(head.toString());
                    if (!webSocket.isEmpty()) {
                        client.getOutputStream().write(webSocket.getBytes(StandardCharsets.US_ASCII));
                        WebSocketEcho.echo(in, client.getOutputStream());
                        return;
                    }
                    client.getOutputStream().write(answer);
                    head.setLength(0);
                }
            }
        } catch (IOException e) {
            // The other end left, which is how every connection ends.
            return;
        }
    }
}
