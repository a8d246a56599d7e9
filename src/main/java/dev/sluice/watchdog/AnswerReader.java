package dev.sluice.watchdog;

import io.vertx.core.buffer.Buffer;

/** A reader of the beginning of an answer, from bytes in any pieces, to the status it gives. For one answer. */
interface AnswerReader {

    /** What the bytes so far say; compare with the two constants. */
    record Result(int status) {}

    Result MORE = new Result(0);
    Result NOT_HTTP = new Result(-1);

    /** Takes further bytes. Not after it gave anything but {@link #MORE}. */
    Result read(Buffer bytes);
}
