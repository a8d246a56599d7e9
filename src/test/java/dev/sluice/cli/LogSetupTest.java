package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.sluice.config.Settings.AccessLog;
import dev.sluice.config.Settings.Log;
import dev.sluice.config.Settings.LogFormat;
import dev.sluice.config.Settings.LogLevel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Level and format hold from the moment they are applied. */
class LogSetupTest {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @AfterEach
    void asBefore() throws Exception {
        LogSetup.apply(log(LogLevel.INFO, LogFormat.TEXT));
        System.clearProperty(LogOutput.LEVEL);
        System.clearProperty(LogOutput.FORMAT);
    }

    @Test
    void theLevelIsTheOneThatWasSet() throws Exception {
        LogSetup.apply(log(LogLevel.DEBUG, LogFormat.TEXT));
        assertThat(context.getLogger("dev.sluice.x").isDebugEnabled()).isTrue();
        assertThat(context.getLogger("io.netty.x").isDebugEnabled()).isFalse();

        LogSetup.apply(log(LogLevel.WARN, LogFormat.TEXT));
        assertThat(context.getLogger("dev.sluice.x").isInfoEnabled()).isFalse();
    }

    @Test
    void theFormatIsTheOneThatWasSet() throws Exception {
        LogSetup.apply(log(LogLevel.INFO, LogFormat.JSON));
        assertThat(encoder()).isEqualTo("JsonEncoder");

        LogSetup.apply(log(LogLevel.INFO, LogFormat.TEXT));
        assertThat(encoder()).isEqualTo("LogLine");
    }

    private String encoder() {
        var appender = (ch.qos.logback.core.ConsoleAppender<?>)
                context.getLogger("ROOT").getAppender("stderr");
        return appender.getEncoder().getClass().getSimpleName();
    }

    private static Log log(LogLevel level, LogFormat format) {
        return new Log(AccessLog.OFF, Path.of("access.log"), level, format);
    }
}
