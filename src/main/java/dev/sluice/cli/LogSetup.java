package dev.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.sluice.config.Settings;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Makes the log obey the settings. {@link LogOutput} reads two variables, which hold already if they came from the
 * environment; from a file they are known only once the first lines may have been written.
 */
final class LogSetup {

    private LogSetup() {}

    static void apply(Settings.Log log) throws JoranException {
        // Logback asks system properties before the environment.
        System.setProperty(LogOutput.LEVEL, log.level().wire().toUpperCase(Locale.ROOT));
        System.setProperty(LogOutput.FORMAT, log.format().wire());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            new ContextInitializer(context).autoConfig();
        }
    }

    /** From now on what weighs less is not logged. */
    static void level(Settings.LogLevel level) {
        System.setProperty(LogOutput.LEVEL, level.wire().toUpperCase(Locale.ROOT));
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level.wire(), Level.INFO));
        }
    }

    /** Writes what is buffered; nothing is logged after it. */
    static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
