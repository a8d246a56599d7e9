package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logging configuration has nothing for Logback to object to, in either format. */
class LoggingTest {

    @ParameterizedTest
    @CsvSource({"text, PatternLayoutEncoder", "json, JsonEncoder"})
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
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
        return context;
    }
}
