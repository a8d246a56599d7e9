package dev.sluice.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client's TCP connection from a loopback address of its choice, with a limit on every read. */
public final class TcpClient implements AutoCloseable {

    private static final int LIMIT_MS = 10_000;

    public final Socket socket;

    public TcpClient(int port) {
        this("127.0.0.1", port);
    }

    /** One that comes from there. */
    public TcpClient(String from, int port) {
        try {
            socket = new Socket();
            socket.setSoTimeout(LIMIT_MS);
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(InetSocketAddress to) throws IOException {
        try {
            socket.connect(to, LIMIT_MS);
        } catch (ConnectException refused) {
            throw refused;
        } catch (SocketException reset) {
            // It was taken, and has ended before we looked: there is nothing to read.
        }
    }

    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    public TcpClient send(String text) {
        return send(text.getBytes(StandardCharsets.US_ASCII));
    }

    public TcpClient send(byte[] bytes) {
        try {
            out().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line. */
    public String line() {
        try {
            StringBuilder line = new StringBuilder();
            for (int next = in().read(); next != '\n'; next = in().read()) {
                if (next < 0) {
                    throw new EOFException("after " + line);
                }
                line.append((char) next);
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a line, which comes back. */
    public String echo(String text) {
        return send(text + "\n").line();
    }

    /** Everything until the other end, which may be a reset. */
    public byte[] rest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException reset) {
            // As good an end as any.
        }
        return all.toByteArray();
    }

    public void end() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
