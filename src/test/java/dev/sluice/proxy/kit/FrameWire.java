package dev.sluice.proxy.kit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP/2 frames on a socket, from either side, with nothing checked that is sent: malformed ones are what it is for. */
public final class FrameWire implements AutoCloseable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY_FRAME = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    private static final int PRIORITY = 32;
    /** What a frame may carry unless a setting allows more (RFC 9113 6.5.2). */
    private static final int LARGEST = 16_384;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /** One frame as it came. */
    public record Frame(int type, int flags, int stream, byte[] payload) {

        public boolean has(int flag) {
            return (flags & flag) != 0;
        }

        /** The number that an RST_STREAM, GOAWAY (from 4) or WINDOW_UPDATE carries. */
        public int number(int at) {
            return Unpooled.wrappedBuffer(payload).getInt(at);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersEncoder encoder =
            new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE);
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);

    public FrameWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /** What a client begins with. */
    public void sendPreface() throws IOException {
        out.write(PREFACE.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Whether a client began as it must; read before anything else. */
    public boolean readPreface() throws IOException {
        byte[] preface = in.readNBytes(PREFACE.length());
        return new String(preface, StandardCharsets.ISO_8859_1).equals(PREFACE);
    }

    public void sendSetting(int id, int value) throws IOException {
        ByteBuf payload = Unpooled.buffer().writeShort(id).writeInt(value);
        send(SETTINGS, 0, 0, ByteBufUtil.getBytes(payload));
    }

    public void send(int type, int flags, int stream, byte... payload) throws IOException {
        sendBytes(frame(type, flags, stream, payload));
    }

    /** Any bytes; several frames that shall arrive together, for example. */
    public synchronized void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public static byte[] frame(int type, int flags, int stream, byte... payload) {
        ByteBuf frame = Unpooled.buffer(9 + payload.length)
                .writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
        return ByteBufUtil.getBytes(frame);
    }

    public void sendNumber(int type, int stream, int number) throws IOException {
        send(type, 0, stream, ByteBufUtil.getBytes(Unpooled.copyInt(number)));
    }

    /** A whole head, in as many frames as it takes. */
    public void sendHead(int stream, boolean last, Http2Headers fields) throws IOException {
        byte[] block = encoded(stream, fields);
        ByteBuf frames = Unpooled.buffer(block.length + 64);
        for (int at = 0; at == 0 || at < block.length; at += LARGEST) {
            int end = Math.min(at + LARGEST, block.length);
            int flags = (end == block.length ? END_HEADERS : 0) | (last && at == 0 ? END_STREAM : 0);
            frames.writeBytes(
                    frame(at == 0 ? HEADERS : CONTINUATION, flags, stream, Arrays.copyOfRange(block, at, end)));
        }
        sendBytes(ByteBufUtil.getBytes(frames));
    }

    public byte[] encoded(int stream, Http2Headers fields) {
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(stream, fields, block);
        } catch (Http2Exception e) {
            throw new IllegalArgumentException(e);
        }
        return ByteBufUtil.getBytes(block);
    }

    /** A field block without the encoder, for fields that it refuses or that must keep this order. */
    public static byte[] literal(String... namesAndValues) {
        ByteBuf block = Unpooled.buffer();
        for (int i = 0; i < namesAndValues.length; i++) {
            byte[] text = namesAndValues[i].getBytes(StandardCharsets.ISO_8859_1);
            if (i % 2 == 0) {
                block.writeByte(0);
            }
            if (text.length < 127) {
                block.writeByte(text.length);
            } else {
                block.writeByte(127);
                int rest = text.length - 127;
                for (; rest >= 128; rest >>= 7) {
                    block.writeByte(rest & 127 | 128);
                }
                block.writeByte(rest);
            }
            block.writeBytes(text);
        }
        return ByteBufUtil.getBytes(block);
    }

    /** The next frame; null at the connection's end. */
    public @Nullable Frame read() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = first << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, payload);
    }

    /** The fields of a HEADERS frame, as lines. */
    public String decoded(Frame head) throws IOException {
        try {
            int priority = head.has(PRIORITY) ? 5 : 0;
            StringBuilder lines = new StringBuilder();
            for (Map.Entry<CharSequence, CharSequence> field : decoder.decodeHeaders(
                    head.stream(), Unpooled.wrappedBuffer(head.payload()).skipBytes(priority))) {
                lines.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append("\r\n");
            }
            return lines.toString();
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
