package dev.sluice.proxy.http;

import dev.sluice.core.circuit.Breakers;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Visit;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;

/** The end of a request that no circuit of its route lets pass. Event loop. */
final class OpenCircuit {

    private OpenCircuit() {}

    /** Says when the first of them may let somebody pass (RFC 9110 10.2.3), in whole seconds. */
    static void fail(Exchange exchange, Breakers circuits) {
        String seconds = Long.toString(TimeUnit.NANOSECONDS.toSeconds(circuits.shutFor()) + 1);
        Visit visit = exchange.client().fields().visit();
        if (visit != null) {
            visit.editAnswerFields(fields -> fields.set(HttpHeaders.RETRY_AFTER, seconds));
        }
        exchange.fail(Failure.CIRCUIT_OPEN);
    }
}
