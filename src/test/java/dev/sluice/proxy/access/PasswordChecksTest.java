package dev.sluice.proxy.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.PasswordVerifier;
import dev.sluice.core.site.BasicAuth;
import dev.sluice.proxy.access.PasswordChecks.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordChecksTest {

    private static final BasicAuth AUTH = new BasicAuth(
            "here",
            List.of(new BasicAuth.User("ada", "hash of 1"), new BasicAuth.User("bob", "hash of 2")),
            null,
            false);

    private final AtomicLong now = new AtomicLong();
    private final List<String> verified = new CopyOnWriteArrayList<>();
    private final Semaphore permits = new Semaphore(1000);
    private final PasswordVerifier verifier = (password, hash) -> {
        permits.acquireUninterruptibly();
        verified.add(password);
        return hash.equals("hash of " + password);
    };
    private final PasswordChecks checks =
            new PasswordChecks(verifier, 1, new VerifiedPairs(Duration.ofSeconds(60), now::get));

    @AfterEach
    void close() {
        permits.release(10_000);
        checks.close();
    }

    @Test
    void tellsRightFromWrong() {
        assertThat(check("ada", "1")).isEqualTo(Verdict.RIGHT);
        assertThat(check("bob", "2")).isEqualTo(Verdict.RIGHT);
        assertThat(check("ada", "2")).isEqualTo(Verdict.WRONG);
        assertThat(check("bob", "1")).isEqualTo(Verdict.WRONG);
        assertThat(check("ada", "")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void whoIsNoUserIsVerifiedLikeOneWhoIsAndNeverRight() {
        assertThat(check("eve", "1")).isEqualTo(Verdict.WRONG);
        assertThat(check("eve", "1")).isEqualTo(Verdict.WRONG);
        assertThat(verified).containsExactly("1", "1");
    }

    @Test
    void whatWasRightIsRightForAWhile() {
        check("ada", "1");
        now.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertThat(check("ada", "1")).isEqualTo(Verdict.RIGHT);
        assertThat(verified).hasSize(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(check("ada", "1")).isEqualTo(Verdict.RIGHT);
        assertThat(verified).hasSize(2);
    }

    @Test
    void anotherHashIsLookedAtAtOnce() {
        check("ada", "1");
        BasicAuth changed = new BasicAuth("here", List.of(new BasicAuth.User("ada", "hash of 3")), null, false);
        assertThat(check(changed, "ada", "1", "10.0.0.1").join()).isEqualTo(Verdict.WRONG);
        assertThat(check(changed, "ada", "3", "10.0.0.1").join()).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void whatIsWrongIsLookedAtEachTime() {
        check("ada", "x");
        check("ada", "x");
        assertThat(verified).hasSize(2);
    }

    @Test
    void namesAndPasswordsDoNotRunIntoEachOther() {
        BasicAuth auth = new BasicAuth("here", List.of(new BasicAuth.User("a", "hash of b:c")), null, false);
        assertThat(check(auth, "a", "b:c", "10.0.0.1").join()).isEqualTo(Verdict.RIGHT);
        assertThat(check(auth, "a:b", "c", "10.0.0.1").join()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void onePairIsVerifiedOnceHoweverManyBringIt() {
        permits.drainPermits();
        List<CompletableFuture<Verdict>> all = IntStream.range(0, 500)
                .mapToObj(i -> check(AUTH, "ada", "1", "10.0.0." + i))
                .toList();
        permits.release(1);
        assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(Verdict.RIGHT));
        assertThat(verified).hasSize(1);
    }

    @Test
    void aFloodOfOneClientLeavesRoomForOthers() {
        permits.drainPermits();
        List<CompletableFuture<Verdict>> flood = IntStream.range(0, 1000)
                .mapToObj(i -> check(AUTH, "ada", "guess " + i, "10.6.6.6"))
                .toList();
        assertThat(flood.stream().filter(CompletableFuture::isDone))
                .hasSize(1000 - PasswordChecks.MOST_OF_ONE)
                .allMatch(one -> one.join() == Verdict.BUSY);
        CompletableFuture<Verdict> other = check(AUTH, "ada", "1", "10.0.0.1");
        permits.release(1000);
        assertThat(other.join()).isEqualTo(Verdict.RIGHT);
        assertThat(flood.stream().filter(one -> one.join() == Verdict.WRONG)).hasSize(PasswordChecks.MOST_OF_ONE);
        assertThat(check(AUTH, "ada", "guess", "10.6.6.6").join()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aFloodOfManyIsBounded() {
        permits.drainPermits();
        List<CompletableFuture<Verdict>> flood = IntStream.range(0, 1000)
                .mapToObj(i -> check(AUTH, "ada", "guess " + i, "10.6." + i / 250 + "." + i % 250))
                .toList();
        AtomicInteger refused = new AtomicInteger();
        flood.stream().filter(CompletableFuture::isDone).forEach(one -> refused.incrementAndGet());
        assertThat(refused).hasValue(1000 - PasswordChecks.MOST_WAITING);
        permits.release(1000);
        assertThat(flood).allSatisfy(one -> assertThat(one.join()).isIn(Verdict.BUSY, Verdict.WRONG));
        assertThat(verified).hasSize(PasswordChecks.MOST_WAITING);
    }

    @Test
    void aVerifierThatFailsLetsNobodyIn() {
        try (PasswordChecks failing = new PasswordChecks(
                (password, hash) -> {
                    throw new IllegalStateException("no");
                },
                1,
                new VerifiedPairs(Duration.ofSeconds(60), now::get))) {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            failing.check(AUTH, new Credentials("ada", "1"), "10.0.0.1", verdict::complete);
            assertThat(verdict.join()).isEqualTo(Verdict.WRONG);
        }
    }

    private Verdict check(String user, String password) {
        return check(AUTH, user, password, "10.0.0.1")
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private CompletableFuture<Verdict> check(BasicAuth auth, String user, String password, String client) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        checks.check(auth, new Credentials(user, password), client, verdict::complete);
        return verdict;
    }
}
