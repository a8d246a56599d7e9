package dev.sluice.proxy.l4;

import static dev.sluice.proxy.l4.Hellos.asking;
import static dev.sluice.proxy.l4.Hellos.extension;
import static dev.sluice.proxy.l4.Hellos.inRecords;
import static dev.sluice.proxy.l4.Hellos.join;
import static dev.sluice.proxy.l4.Hellos.message;
import static dev.sluice.proxy.l4.Hellos.name;
import static dev.sluice.proxy.l4.Hellos.names;
import static dev.sluice.proxy.l4.Hellos.sized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.proxy.l4.ClientHello.State;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of a ClientHello, and what is taken for none. */
class ClientHelloTest {

    private static final byte[] SHARE = extension(51, new byte[1300]); // as large as a post-quantum one

    @Test
    void whatRealClientsSendIsRead() {
        Hellos.real().forEach((word, bytes) -> {
            ClientHello hello = Hellos.read(bytes);
            assertThat(hello.state()).as(word).isEqualTo(State.COMPLETE);
            assertThat(hello.serverName()).as(word).isEqualTo(Hellos.nameIn(word));
        });
    }

    @Test
    void itIsWholeWithItsLastByteAndNoSooner() {
        Hellos.real().forEach((word, bytes) -> {
            byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
            assertThat(Hellos.read(cut).state()).as(word).isEqualTo(State.INCOMPLETE);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 100, 511, 1024})
    void itMayLieInManyRecords(int most) {
        byte[] hello = inRecords(most, message(SHARE, names(name(0, "a.example"))));

        assertThat(Hellos.read(hello).serverName()).isEqualTo("a.example");
    }

    static Stream<Arguments> wanted() {
        return Stream.of(
                arguments(asking("A.Example"), "a.example"),
                arguments(asking("a.example."), "a.example"),
                arguments(asking("a".repeat(253)), "a".repeat(253)),
                arguments(inRecords(9000, message()), ""),
                arguments(inRecords(9000, message(SHARE)), ""),
                arguments(inRecords(9000, message(new byte[0])), ""),
                arguments(inRecords(9000, message(names(name(7, "odd"), name(0, "a.example")))), "a.example"),
                arguments(inRecords(9000, message(names(name(7, "odd")))), ""),
                arguments(inRecords(9000, message(extension(0x0a0a, new byte[0]), names(name(0, "a.b")))), "a.b"),
                arguments(join(asking("a.example"), new byte[] {23, 3, 3, 0, 1, 0}), "a.example"));
    }

    @ParameterizedTest
    @MethodSource("wanted")
    void theNameIsTheHosts(byte[] bytes, String name) {
        ClientHello hello = Hellos.read(bytes);

        assertThat(hello.state()).isEqualTo(State.COMPLETE);
        assertThat(hello.serverName()).isEqualTo(name);
    }

    private static byte[] withBody(byte[] body) {
        return inRecords(9000, join(new byte[] {1}, sized(3, body)));
    }

    static Stream<byte[]> broken() {
        byte[] good = asking("a.example");
        byte[] body = Arrays.copyOfRange(message(), 4, message().length);
        return Stream.of(
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII),
                new byte[] {(byte) 0x80, 46, 1, 3, 1}, // SSL 2.0
                new byte[] {22, 2},
                new byte[] {22, 3, 1, 0, 0}, // an empty fragment
                new byte[] {22, 3, 1, 0x40, 1}, // longer than a record may be
                new byte[] {21, 3, 1, 0, 2, 1, 0}, // an alert
                join(new byte[] {22, 3, 1, 0, 1, 2}), // a ServerHello
                join(Arrays.copyOf(inRecords(20, message()), 25), new byte[] {23}), // another type in between
                withBody(new byte[0]),
                withBody(Arrays.copyOf(body, 30)),
                withBody(join(body, new byte[] {0})), // one byte too many
                withBody(join(body, new byte[] {0, 5, 0})),
                withBody(join(new byte[34], new byte[] {33}, new byte[33], new byte[] {0, 2, 0, 0, 1, 0})),
                withBody(join(new byte[34], new byte[] {0, 0, 3, 0, 0, 0, 1, 0})), // an odd length of suites
                withBody(join(new byte[34], new byte[] {0, 0, 2, 0, 0, 0})), // no compression method
                inRecords(9000, message(SHARE, SHARE)),
                inRecords(9000, message(names(name(0, "a")), names(name(0, "b")))),
                inRecords(9000, message(names(name(0, "a"), name(0, "b")))),
                inRecords(9000, message(names())),
                inRecords(9000, message(names(name(0, "")))),
                inRecords(9000, message(extension(0, new byte[] {0, 9, 0, 0, 1, 'a'}))),
                asking("."),
                asking("a b"),
                asking("a\0b"),
                asking("m\u00fcnchen.example"),
                asking("a".repeat(254)),
                join(new byte[] {0}, good));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNotAHelloIsToldApart(byte[] bytes) {
        assertThat(Hellos.read(bytes).state()).isEqualTo(State.INVALID);
    }

    @Test
    void noneLargerThanSixteenKibibytesIsKept() {
        byte[] announced = {22, 3, 1, 0x3f, 0, 1, 0, 0x40, 0};
        assertThat(Hellos.read(announced).state()).isEqualTo(State.TOO_LARGE);

        byte[] large = inRecords(1 << 14, message(names(name(0, "a.example")), extension(21, new byte[16_200])));
        assertThat(Hellos.read(large).state()).isEqualTo(State.COMPLETE);

        byte[] drip = inRecords(1, message(extension(21, new byte[4_000]))); // small, in 4,000 records
        assertThat(Hellos.read(drip).state()).isEqualTo(State.TOO_LARGE);
    }

    @Test
    void whatFollowsChangesNothing() {
        ClientHello hello = Hellos.read(asking("a.example"));

        assertThat(hello.read((byte) 0)).isEqualTo(State.COMPLETE);
        assertThat(hello.serverName()).isEqualTo("a.example");
    }
}
