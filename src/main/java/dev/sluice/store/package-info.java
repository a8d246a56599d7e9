/**
 * The one room that knows SQL: keeps in PostgreSQL what the operator wants and what was observed, and offers both to
 * the others through the ports of {@code core}.
 *
 * <p>{@link dev.sluice.store.Store} is the way in. Everything runs on one event loop and never blocks it.
 */
@NullMarked
package dev.sluice.store;

import org.jspecify.annotations.NullMarked;
