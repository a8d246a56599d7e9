package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Desired;
import java.util.List;

/**
 * A commanded change that is in the database.
 *
 * @param desired the state at its new revision
 * @param audit its events
 * @param subjectId id of the thing that was made or changed; 0 if there is no single one
 */
public record Committed(Desired desired, List<Event> audit, long subjectId) {}
