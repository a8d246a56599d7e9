package dev.sluice.proxy.kit;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1, in clear text or within TLS: one conversation after the other. */
public final class Http1Speaker implements Speaker {

    private static final int READ_LIMIT_MS = 10_000;

    private final Socket socket;
    private final Wire wire;

    private Http1Speaker(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(READ_LIMIT_MS);
        socket.setTcpNoDelay(true);
        this.wire = new Wire(socket, head -> {});
    }

    public static Http1Speaker plain(int port) {
        try {
            return new Http1Speaker(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Http1Speaker tls(int port) {
        try {
            return new Http1Speaker(TestTls.connect(port, "http/1.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a connection whose handshake is over. */
    public static Http1Speaker over(SSLSocket agreed) {
        try {
            return new Http1Speaker(agreed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins TLS on a connection that is there already. */
    public static Http1Speaker tlsWithin(Socket connected) {
        try {
            return new Http1Speaker(TestTls.over(connected, "http/1.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is below, for bytes that are no conversation. */
    public Wire wire() {
        return wire;
    }

    @Override
    public Conversation ask(String method, String path, int length, String... namesAndValues) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        boolean hostNamed = false;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            hostNamed |= namesAndValues[i].equals("host");
            head.append(namesAndValues[i])
                    .append(": ")
                    .append(namesAndValues[i + 1])
                    .append("\r\n");
        }
        if (!hostNamed) {
            head.append("host: ").append(Door.HOST).append("\r\n");
        }
        if (length == UNKNOWN) {
            head.append("transfer-encoding: chunked\r\n");
        } else if (length != NONE) {
            head.append("content-length: ").append(length).append("\r\n");
        }
        write(head.append("\r\n").toString());
        return new OneAtATime(method, length == UNKNOWN);
    }

    private void write(String bytes) {
        try {
            wire.send(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isEnded() {
        try {
            return wire.readByte() < 0;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            return false;
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

    private final class OneAtATime implements Conversation {

        private final String method;
        private final boolean chunked;
        private @Nullable String head;
        private int status;
        private int left;
        private boolean inChunks;
        private boolean toEnd;
        private boolean over;
        private String trailers = "";

        OneAtATime(String method, boolean chunked) {
            this.method = method;
            this.chunked = chunked;
        }

        @Override
        public void send(String bytes) {
            write(chunked ? Integer.toHexString(bytes.length()) + "\r\n" + bytes + "\r\n" : bytes);
        }

        @Override
        public void end(String... fields) {
            if (chunked) {
                StringBuilder last = new StringBuilder("0\r\n");
                for (int i = 0; i < fields.length; i += 2) {
                    last.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
                }
                write(last.append("\r\n").toString());
            }
        }

        @Override
        public @Nullable String interim() {
            String next = head();
            if (status >= 200 || status == 0) {
                return null;
            }
            head = null;
            return status + "\r\n" + next;
        }

        @Override
        public int status() {
            while (interim() != null) {
                continue;
            }
            return status;
        }

        private @Nullable String head() {
            try {
                if (head == null) {
                    head = wire.readHead();
                    status = head == null ? 0 : Integer.parseInt(head.substring(9, 12));
                    if (head != null && status >= 200) {
                        frame(head);
                    }
                }
                return head;
            } catch (IOException e) {
                status = 0;
                return null;
            }
        }

        private void frame(String of) {
            String length = Wire.fieldOf(of, "content-length");
            inChunks = Wire.fieldOf(of, "transfer-encoding") != null;
            if (method.equals("HEAD") || status == 204 || status == 304) {
                over = true;
            } else if (length != null) {
                left = Integer.parseInt(length);
                over = left == 0;
            } else {
                toEnd = !inChunks;
            }
        }

        @Override
        public String read(int bytes) {
            status();
            StringBuilder body = new StringBuilder();
            try {
                while (body.length() < bytes && !over) {
                    body.append(next(bytes - body.length()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return body.toString();
        }

        /** Some of the body; at its end nothing. */
        private String next(int most) throws IOException {
            if (toEnd) {
                int one = wire.readByte();
                over = one < 0;
                return over ? "" : String.valueOf((char) one);
            }
            if (left == 0) {
                left = Integer.parseInt(wire.readLine(), 16);
                if (left == 0) {
                    StringBuilder fields = new StringBuilder();
                    for (String line = wire.readLine(); !line.isEmpty(); line = wire.readLine()) {
                        fields.append(line).append("\r\n");
                    }
                    trailers = fields.toString();
                    over = true;
                    return "";
                }
            }
            String some = wire.read(Math.min(left, most));
            left -= some.length();
            if (left == 0) {
                over = !inChunks;
                if (inChunks && !wire.readLine().isEmpty()) {
                    throw new EOFException("no line end after a chunk");
                }
            }
            return some;
        }

        @Override
        public Answer answer() {
            status();
            StringBuilder body = new StringBuilder();
            try {
                while (status != 0 && !over) {
                    body.append(next(Integer.MAX_VALUE));
                }
            } catch (IOException e) {
                return new Answer(status, String.valueOf(head), body.toString(), trailers, false);
            }
            return new Answer(status, String.valueOf(head), body.toString(), trailers, status != 0);
        }

        /** By a reset: who only closes may still wait for the answer. */
        @Override
        public void abort() {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            close();
        }
    }
}
