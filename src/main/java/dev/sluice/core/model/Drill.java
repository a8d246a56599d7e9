package dev.sluice.core.model;

import java.time.Instant;

/** A pretended outage of a peer, time-boxed and undone by itself. */
public record Drill(long id, long peerId, Instant startedAt, Instant endsAt, Stamp stamp) {}
