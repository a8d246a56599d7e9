package dev.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines on standard error: plain by default; {@code SLUICE_LOG_FORMAT=json} gives one JSON object per line. Logback finds it by
 * itself. Not a file in XML: the parser takes some megabytes, which agents on small machines do not have to spare. One that is
 * named by {@code -Dlogback.configurationFile} goes before.
 */
public final class LogOutput extends ContextAwareBase implements Configurator {

    static final String LEVEL = "SLUICE_LOG_LEVEL";
    static final String FORMAT = "SLUICE_LOG_FORMAT";

    private static final String OTHER = "logback.configurationFile";

    private static final Map<String, Level> QUIETER = Map.of(
            // Netty tells at DEBUG, with stack traces, which optional parts it did not find.
            "io.netty",
            Level.INFO,
            // Tells at INFO of each frame that a client sends on a stream which was reset; as many as it likes.
            "io.netty.handler.codec.http2",
            Level.WARN,
            // Warns, with a stack trace, of each connection that came in while its listener was being closed.
            "io.netty.bootstrap.ServerBootstrap",
            Level.ERROR,
            // Warns, with a stack trace, of each dial that fails before its connection has a handler; the dialler is
            // told.
            "io.netty.channel.DefaultChannelPipeline",
            Level.ERROR,
            // Tells of upstream connections that went or spoke no HTTP/2; whose request was on them is told anyway.
            "io.vertx.core.http.impl.HttpClientConnectionInternal",
            Level.OFF,
            "io.vertx.core.net.impl.ConnectionBase",
            Level.OFF);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(OTHER) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        QUIETER.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
        LogFlood flood = new LogFlood();
        flood.setContext(context);
        flood.start();
        context.addTurboFilter(flood);
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setName("stderr");
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder(context, "json".equals(value(context, FORMAT))));
        stderr.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(value(context, LEVEL), Level.INFO));
        root.addAppender(stderr);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
        Encoder<ILoggingEvent> encoder = json ? objects() : new LogLine();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static JsonEncoder objects() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        return encoder;
    }

    /** As Logback itself looks variables up. */
    private static @Nullable String value(LoggerContext context, String name) {
        String own = context.getProperty(name);
        String property = own == null ? System.getProperty(name) : own;
        return property == null ? System.getenv(name) : property;
    }
}
