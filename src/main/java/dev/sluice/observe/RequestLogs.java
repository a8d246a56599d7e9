package dev.sluice.observe;

import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.RequestLog;
import java.util.List;

/** Several request logs as one: each is told of every request, in order. */
public final class RequestLogs implements RequestLog {

    private final RequestLog[] logs;

    public RequestLogs(List<RequestLog> logs) {
        this.logs = logs.toArray(RequestLog[]::new);
    }

    @Override
    public void finished(FinishedRequest request) {
        for (RequestLog log : logs) {
            log.finished(request);
        }
    }
}
