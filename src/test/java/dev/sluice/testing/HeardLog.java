package dev.sluice.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this process logs, whoever does, from {@link #open} to {@link #close}. */
public final class HeardLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root;

    private HeardLog(Logger root) {
        this.root = root;
    }

    /** Listens from now on. */
    public static HeardLog open() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        HeardLog heard = new HeardLog(root);
        heard.setContext(root.getLoggerContext());
        heard.start();
        root.addAppender(heard);
        return heard;
    }

    /** What was heard so far, a line each. */
    public List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage());
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
