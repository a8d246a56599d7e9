package dev.sluice.core.port;

import java.time.Instant;

/**
 * One login of the operator in a browser.
 *
 * @param sha256 of its id, in hexadecimal; the id itself is in the browser alone
 * @param lastSeenAt to the minute
 * @param address where the login came from
 */
public record Session(String sha256, Instant startedAt, Instant lastSeenAt, String address) {

    /** The same, seen then. */
    public Session seen(Instant at) {
        return new Session(sha256, startedAt, at, address);
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "Session[since " + startedAt + ", from " + address + "]";
    }
}
