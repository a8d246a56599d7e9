package dev.sluice.core.rule;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Desired;
import java.util.List;

/**
 * The outcome of an edit.
 *
 * @param desired the new state, still at the old revision number; the store sets the new one
 * @param audit events that tell of the change, written in the same transaction; an empty list means nothing changed and
 *     nothing is written
 * @param subjectId id of the thing that was made or changed; 0 if there is no single one
 */
public record Edited(Desired desired, List<Event> audit, long subjectId) {}
