package dev.sluice.proxy.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port on loopback whose queue of connections is full: further ones get no answer at all. */
public final class BlackHole implements AutoCloseable {

    private static final int MOST_FILLERS = 16;
    private static final int FILL_MS = 200;

    private final ServerSocket server;
    private final List<Socket> fillers = new ArrayList<>();

    public BlackHole() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() throws IOException {
        for (int i = 0; i < MOST_FILLERS; i++) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), FILL_MS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IllegalStateException("a queue of 1 took " + MOST_FILLERS + " connections");
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (Socket filler : fillers) {
                filler.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
