package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** A library that warns of each bad byte fills no disk, and what it left out is told. */
class LogFloodTest {

    private final AtomicLong now = new AtomicLong();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final LoggerContext context = new LoggerContext();

    LogFloodTest() {
        context.addTurboFilter(new LogFlood(now::get));
        lines.setContext(context);
        lines.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
    }

    @Test
    void aLibraryGetsSoManyLinesAMinute() {
        Logger library = context.getLogger("io.netty.util.concurrent.DefaultPromise");
        for (int i = 0; i < 1000; i++) {
            library.warn("an exception was thrown", new IllegalStateException());
        }
        assertThat(lines.list).hasSize(LogFlood.LINES);
        context.getLogger("io.netty.other").warn("has lines of its own");
        assertThat(lines.list).hasSize(LogFlood.LINES + 1);

        now.addAndGet(Duration.ofSeconds(61).toNanos());
        library.warn("again");
        assertThat(lines.list.subList(LogFlood.LINES + 1, lines.list.size()))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "980 lines of io.netty.util.concurrent.DefaultPromise were left out: more than 20 a minute",
                        "again");
    }

    @Test
    void ourOwnLinesAllPass() {
        Logger own = context.getLogger("dev.sluice.watchdog.Watchdog");
        for (int i = 0; i < 100; i++) {
            own.warn("line {}", i);
        }
        assertThat(lines.list).hasSize(100);
    }

    @Test
    void whatIsNotLoggedAnywayDoesNotCount() {
        Logger library = context.getLogger("io.vertx.core");
        context.getLogger("io.vertx.core").setLevel(ch.qos.logback.classic.Level.WARN);
        for (int i = 0; i < 100; i++) {
            library.debug("detail");
        }
        library.warn("one");
        assertThat(lines.list).hasSize(1);
    }
}
