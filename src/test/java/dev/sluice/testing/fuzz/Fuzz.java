package dev.sluice.testing.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Plays a check with one broken input after another: a fixed number of rounds in {@code verify}, or for as long as {@code
 * loadtest/fuzz} says ({@code -Dsluice.fuzz.seconds}).
 *
 * <p>The corpus is kept in {@code src/test/resources/fuzz/NAME}: seeds, and whatever once went wrong. Each of its files is
 * checked as it is before any round. Each round has a seed of its own, so that it can be played again alone ({@code
 * -Dsluice.fuzz.seed} and {@code -Dsluice.fuzz.round}). The input of a round that fails is left in {@code
 * target/fuzz/NAME-ROUND}, from where it goes into the corpus.
 */
public final class Fuzz {

    /** What must hold for an input, whatever it is. */
    @FunctionalInterface
    public interface Check {

        void of(byte[] input) throws Exception;
    }

    /** One round of a test that makes its inputs itself. */
    @FunctionalInterface
    public interface Round {

        void of(int round, Random random);
    }

    private static final long SEED = Long.getLong("sluice.fuzz.seed", 20_261_129L);
    private static final int ONLY = Integer.getInteger("sluice.fuzz.round", -1);
    private static final int SECONDS = Integer.getInteger("sluice.fuzz.seconds", 0);
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final Path FAILED = Path.of("target/fuzz");

    private final String name;
    private final List<byte[]> corpus;
    private final Mutation mutation;

    private Fuzz(String name, List<byte[]> corpus, Mutation mutation) {
        this.name = name;
        this.corpus = corpus;
        this.mutation = mutation;
    }

    /** With the corpus of that name, and pieces that such inputs are made of. */
    public static Fuzz of(String name, String... pieces) {
        List<byte[]> corpus = new ArrayList<>();
        try (Stream<Path> files = Files.list(CORPUS.resolve(name))) {
            for (Path file : files.sorted().toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Fuzz(name, corpus, new Mutation(corpus, pieces));
    }

    /** Checks the corpus, then that many broken inputs, or as many as there is time for. Returns how many these were. */
    public int play(int rounds, Check check) {
        for (byte[] kept : corpus) {
            check(-1, kept, check);
        }
        return rounds(rounds, (round, random) -> {
            byte[] seed = corpus.get(random.nextInt(corpus.size()));
            check(round, mutation.of(seed, random), check);
        });
    }

    /**
     * That many rounds, or as many as there is time for, of a test that breaks its inputs in a way of its own. Returns how many
     * they were.
     */
    public static int rounds(int rounds, Round play) {
        if (ONLY >= 0) {
            play.of(ONLY, random(ONLY));
            return 1;
        }
        long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int round = 0;
        while (SECONDS > 0 ? System.nanoTime() < until : round < rounds) {
            play.of(round, random(round));
            round++;
        }
        return round;
    }

    /** How a round may be played again. */
    public static String name(int round) {
        return "-Dsluice.fuzz.seed=" + SEED + " -Dsluice.fuzz.round=" + round;
    }

    /** The same for a round whenever the seed is. */
    private static Random random(int round) {
        return new Random(SEED * 31 + round);
    }

    private void check(int round, byte[] input, Check check) {
        try {
            check.of(input);
        } catch (Exception | AssertionError | StackOverflowError e) {
            throw new AssertionError(failure(round, input), e);
        }
    }

    /** How a failure with that input is told; the input is kept. */
    public String failure(int round, byte[] input) {
        try {
            Files.createDirectories(FAILED);
            Files.write(FAILED.resolve(name + "-" + round), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String where = round < 0 ? "of the corpus" : name(round);
        return name + ", " + where + ", kept in target/fuzz: " + shown(input);
    }

    /** The input as one may read it: bytes that are no visible ASCII as {@code \xNN}. */
    public static String shown(byte[] input) {
        StringBuilder text = new StringBuilder();
        for (byte b : input) {
            char c = (char) (b & 0xff);
            text.append(c > ' ' - 1 && c < 0x7f && c != '\\' ? String.valueOf(c) : String.format("\\x%02x", (int) c));
        }
        return text.toString();
    }

    /** Bytes as characters, one to one. */
    public static String text(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }
}
