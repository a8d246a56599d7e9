/**
 * The watchdog: asks every peer whether it lives and tells what it saw as observations; it judges nothing.
 *
 * <p>{@code ProbeSchedule} says when to ask (pure, on any clock), the probes say how (on sockets), {@code PeerWatch} joins
 * the two for one peer. Everything here runs on the control loop.
 */
@NullMarked
package dev.sluice.watchdog;

import org.jspecify.annotations.NullMarked;
