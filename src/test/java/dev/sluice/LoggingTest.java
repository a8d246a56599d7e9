package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logging configuration has nothing for Logback to object to, in either format. */
class LoggingTest {

    @ParameterizedTest
    @CsvSource({"text, LogLine", "json, JsonEncoder"})
    void eachFormatHasItsEncoder(String format, String encoder) throws Exception {
        LoggerContext context = configured(format);
        assertThat(stderr(context).getEncoder().getClass().getSimpleName()).isEqualTo(encoder);
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getEffectiveLevel() >= Status.WARN)
                .isEmpty();
    }

    @Test
    void nettyStaysQuietAtDebug() throws Exception {
        LoggerContext context = configured("text");
        assertThat(context.getLogger("dev.sluice").getEffectiveLevel()).isEqualTo(Level.DEBUG);
        assertThat(context.getLogger("io.netty").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void aLineHasTimeLevelLoggerMessageAndStackTrace() throws Exception {
        LoggerContext context = configured("text");
        Logger logger = context.getLogger("dev.sluice.Some");
        LoggingEvent event = new LoggingEvent(
                "", logger, Level.INFO, "said of {}", new IllegalStateException("why"), new Object[] {"it"});
        event.setInstant(Instant.parse("2026-11-29T12:00:00.050Z"));
        String line = new String(stderr(context).getEncoder().encode(event), StandardCharsets.UTF_8);
        assertThat(line.lines().findFirst().orElseThrow())
                .matches("2026-11-\\d\\dT\\d\\d:\\d\\d:00\\.050(Z|[+-]\\d\\d:\\d\\d) INFO  Some: said of it");
        assertThat(line)
                .contains("java.lang.IllegalStateException: why", "at dev.sluice.LoggingTest.")
                .endsWith(System.lineSeparator());
    }

    private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stderr");
        assertThat(appender.getTarget()).isEqualTo("System.err");
        return appender;
    }

    private static LoggerContext configured(String format) throws Exception {
        LoggerContext context = new LoggerContext();
        context.putProperty("SLUICE_LOG_FORMAT", format);
        context.putProperty("SLUICE_LOG_LEVEL", "debug");
        new ContextInitializer(context).autoConfig();
        return context;
    }
}
