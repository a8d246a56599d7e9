package dev.sluice.proxy.access;

import dev.sluice.proxy.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What came of asking another service about a request. */
sealed interface Opinion {

    /** The request may go on. */
    record Consent(MultiMap fields) implements Opinion {}

    /** It may not; this answer is the client's. */
    record Refusal(int status, MultiMap fields, Buffer body) implements Opinion {}

    /** There is no answer that could be used. The request goes nowhere. */
    record None(Failure why) implements Opinion {}
}
