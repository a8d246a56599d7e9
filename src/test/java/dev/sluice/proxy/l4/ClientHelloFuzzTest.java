package dev.sluice.proxy.l4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.l4.ClientHello.State;
import dev.sluice.testing.fuzz.Fuzz;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hellos of real clients, broken in many ways: nothing fails, and what is read is what Netty's own handler reads. */
@Tag("fuzz")
class ClientHelloFuzzTest {

    private static final int ROUNDS = 20_000;

    /** Netty's reading of the same bytes. */
    private static final class Oracle extends AbstractSniHandler<String> {

        boolean asked;

        @Nullable
        String name;

        Oracle() {
            super(ClientHello.LARGEST, 0);
        }

        static Oracle read(byte[] bytes) {
            Oracle oracle = new Oracle();
            EmbeddedChannel channel = new EmbeddedChannel(oracle);
            try {
                channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            } catch (DecoderException refused) {
                // No TLS, or too large; it has said no name then.
            } finally {
                channel.close();
                channel.releaseInbound();
                channel.releaseOutbound();
            }
            return oracle;
        }

        @Override
        protected Future<String> lookup(ChannelHandlerContext ctx, String hostname) {
            asked = true;
            name = hostname;
            return ctx.executor().newSucceededFuture("");
        }

        @Override
        protected void onLookupComplete(ChannelHandlerContext ctx, String hostname, Future<String> future) {
            ctx.pipeline().remove(this);
        }
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 1; times--) {
            int at = random.nextInt(bytes.length);
            // Most of what decides lies in front of the first 120 bytes' ciphers, and around the extensions.
            int place = random.nextBoolean() ? at : Math.min(at, random.nextInt(60));
            switch (random.nextInt(6)) {
                case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[place] = (byte) random.nextInt();
                case 2 -> bytes[place] += (byte) (random.nextBoolean() ? 1 : -1);
                case 3 -> bytes = Arrays.copyOf(bytes, 1 + place);
                case 4 -> {
                    int many = Math.min(bytes.length - place, 1 + random.nextInt(8));
                    bytes = Hellos.join(
                            Arrays.copyOf(bytes, place), Arrays.copyOfRange(bytes, place + many, bytes.length));
                }
                default -> {
                    byte[] more = new byte[1 + random.nextInt(8)];
                    random.nextBytes(more);
                    bytes = Hellos.join(
                            Arrays.copyOf(bytes, place), more, Arrays.copyOfRange(bytes, place, bytes.length));
                }
            }
        }
        return bytes;
    }

    @Test
    void whatIsReadIsWhatNettyReads() {
        List<byte[]> corpus = new ArrayList<>(Hellos.real().values());
        corpus.add(Hellos.asking("a.example"));
        corpus.add(Hellos.inRecords(7, Hellos.message(Hellos.names(Hellos.name(0, "b.example")))));
        int[] states = new int[State.values().length];
        int rounds = Fuzz.rounds(ROUNDS, (round, random) -> {
            byte[] bytes = mutated(corpus.get(random.nextInt(corpus.size())), random);
            ClientHello hello = Hellos.read(bytes);
            Oracle oracle = Oracle.read(bytes);
            states[hello.state().ordinal()]++;
            if (hello.state() == State.COMPLETE && oracle.asked) {
                assertThat(strip(oracle.name)).as(shown(round, bytes)).isEqualTo(hello.serverName());
            } else if (hello.state() == State.INCOMPLETE) {
                assertThat(oracle.name).as(shown(round, bytes)).isNull();
            }
        });
        assertThat(states[State.COMPLETE.ordinal()]).isGreaterThan(rounds / 20);
        assertThat(states[State.INCOMPLETE.ordinal()]).isGreaterThan(rounds / 20);
        assertThat(states[State.INVALID.ordinal()]).isGreaterThan(rounds / 20);
    }

    @Test
    void bytesWithoutSenseNeverPassForAHello() {
        Fuzz.rounds(2_000, (round, random) -> {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            if (bytes.length > 9 && random.nextBoolean()) {
                System.arraycopy(new byte[] {22, 3, 1, 0, (byte) (bytes.length - 5), 1, 0, 0}, 0, bytes, 0, 8);
            }
            assertThat(Hellos.read(bytes).serverName()).as(shown(round, bytes)).isEmpty();
        });
    }

    private static String strip(@Nullable String name) {
        String text = name == null ? "" : name;
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String shown(int round, byte[] bytes) {
        return Fuzz.name(round) + ": " + HexFormat.of().formatHex(bytes);
    }
}
