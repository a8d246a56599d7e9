package dev.sluice.core.port;

/** Where the data plane tells of each finished request. Event loop; returns at once and never throws. */
@FunctionalInterface
public interface RequestLog {

    void finished(FinishedRequest request);
}
