package dev.sluice.proxy.kit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;

/** HTTP/2, in clear text or within TLS: any number of conversations, all read by the thread that waits for one. */
public final class Http2Speaker implements Speaker {

    private static final int READ_LIMIT_MS = 10_000;
    private static final int FIRST_WINDOW = 65_535;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int PING_MARK = 0x5157;

    private final FrameWire wire;
    private final String scheme;
    private final Map<Integer, Http2Stream> streams = new HashMap<>();
    private final Map<Integer, Integer> settings = new HashMap<>();
    private int nextStream = 1;
    private int window = FIRST_WINDOW;
    private int streamWindow = FIRST_WINDOW;
    private boolean greedy = true;
    private boolean ended;
    private int goAway = -1;
    private final List<Integer> lastStreams = new ArrayList<>();
    private int pings;
    private int answered;

    private Http2Speaker(Socket socket, String scheme) throws IOException {
        socket.setSoTimeout(READ_LIMIT_MS);
        socket.setTcpNoDelay(true);
        this.wire = new FrameWire(socket);
        this.scheme = scheme;
        wire.sendPreface();
        wire.send(FrameWire.SETTINGS, 0, 0);
    }

    public static Http2Speaker plain(int port) {
        try {
            return new Http2Speaker(new Socket(InetAddress.getLoopbackAddress(), port), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Http2Speaker tls(int port) {
        return over(TestTls.connect(port, "h2"));
    }

    /** On a connection whose handshake is over. */
    public static Http2Speaker over(SSLSocket socket) {
        try {
            if (!socket.getApplicationProtocol().equals("h2")) {
                throw new IOException("ALPN: actual '" + socket.getApplicationProtocol() + "', expected h2");
            }
            return new Http2Speaker(socket, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Grants nothing more of what comes. */
    public Http2Speaker stingy() {
        greedy = false;
        return this;
    }

    /** What is below, for frames that are no conversation. */
    public FrameWire wire() {
        return wire;
    }

    /** Sends those frames and a PING in one piece; false if the connection ends instead of the PING being answered. */
    public boolean outlives(byte[] frames) {
        int mine = ++pings;
        ByteBuf all = Unpooled.buffer().writeBytes(frames);
        all.writeBytes(FrameWire.frame(FrameWire.PING, 0, 0, ByteBufUtil.getBytes(Unpooled.copyInt(PING_MARK, mine))));
        try {
            wire.sendBytes(ByteBufUtil.getBytes(all));
        } catch (IOException e) {
            return false;
        }
        pump(() -> answered == mine);
        return answered == mine;
    }

    /** The error code with which the other side said that it goes; -1 if it did not. */
    public int goAway() {
        return goAway;
    }

    /** Which streams were the last, each time that the other side said that it goes; waits for so many. */
    public List<Integer> lastStreams(int times) {
        pump(() -> lastStreams.size() >= times);
        return lastStreams;
    }

    @Override
    public Http2Stream ask(String method, String path, int length, String... namesAndValues) {
        Http2Headers head = new DefaultHttp2Headers(false);
        head.method(method).scheme(scheme).path(path);
        String authority = Door.HOST;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals("host")) {
                authority = namesAndValues[i + 1];
            } else {
                head.add(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        head.authority(authority);
        if (length > 0) {
            head.add("content-length", Integer.toString(length));
        }
        Http2Stream stream = open();
        doing(() -> wire.sendHead(stream.id(), length == NONE, head));
        return stream;
    }

    /** The next stream, on which the test says what it likes. */
    public Http2Stream open() {
        Http2Stream stream = new Http2Stream(this, nextStream);
        nextStream += 2;
        streams.put(stream.id(), stream);
        return stream;
    }

    @Override
    public boolean isEnded() {
        pump(() -> false);
        return ended;
    }

    @Override
    public void close() {
        doing(wire::close);
    }

    interface Doing {
        void it() throws IOException;
    }

    static void doing(Doing what) {
        try {
            what.it();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOver() {
        return ended;
    }

    boolean isGreedy() {
        return greedy;
    }

    /** The last that was announced of it; -1 if nothing was. */
    public int setting(int id) {
        return settings.getOrDefault(id, -1);
    }

    /** What the connection may send now. */
    public int window() {
        return window;
    }

    int streamWindow() {
        return streamWindow;
    }

    void sent(int bytes) {
        window -= bytes;
    }

    /** Reads until that is so, or there is nothing more. */
    void pump(BooleanSupplier until) {
        while (!ended && !until.getAsBoolean()) {
            try {
                FrameWire.Frame frame = wire.read();
                ended = frame == null;
                if (frame != null) {
                    took(frame);
                }
            } catch (java.net.SocketTimeoutException e) {
                return;
            } catch (IOException e) {
                ended = true;
            }
        }
    }

    private void took(FrameWire.Frame frame) throws IOException {
        Http2Stream stream = streams.get(frame.stream());
        switch (frame.type()) {
            case FrameWire.SETTINGS -> {
                if (!frame.has(FrameWire.ACK)) {
                    settings(frame);
                    wire.send(FrameWire.SETTINGS, FrameWire.ACK, 0);
                }
            }
            case FrameWire.PING -> {
                if (frame.has(FrameWire.ACK)) {
                    answered = frame.number(0) == PING_MARK ? frame.number(4) : answered;
                } else {
                    wire.send(FrameWire.PING, FrameWire.ACK, 0, frame.payload());
                }
            }
            case FrameWire.GOAWAY -> {
                goAway = frame.number(4);
                lastStreams.add(frame.number(0));
            }
            case FrameWire.WINDOW_UPDATE -> {
                if (stream == null) {
                    window += frame.number(0);
                } else {
                    stream.grant(frame.number(0));
                }
            }
            default -> {
                if (stream != null) {
                    stream.took(frame);
                }
            }
        }
    }

    private void settings(FrameWire.Frame frame) {
        for (int at = 0; at + 6 <= frame.payload().length; at += 6) {
            int id = (frame.payload()[at] & 0xff) << 8 | frame.payload()[at + 1] & 0xff;
            settings.put(id, frame.number(at + 2));
            if (id == INITIAL_WINDOW_SIZE) {
                streamWindow = frame.number(at + 2);
            }
        }
    }
}
