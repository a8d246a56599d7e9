package dev.sluice.core.failover;

import dev.sluice.core.port.Moment;

/**
 * The first sign that a peer may be lost.
 *
 * @param evidence what was seen, in words
 * @param before what had been counted against the peer when it was last well: requests that meet the fault are counted
 *     before anybody hears of it
 */
public record Symptom(Moment at, String evidence, Tally before) {}
