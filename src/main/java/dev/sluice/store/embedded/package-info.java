/**
 * A real PostgreSQL of our own: unpacked from the class path, started beside us and reachable by nobody else, for
 * those who configure no database.
 *
 * <p>Everything here blocks, and does so on a thread of its own; the one public way in, {@link
 * dev.sluice.store.embedded.EmbeddedPostgres}, answers with futures.
 */
@NullMarked
package dev.sluice.store.embedded;

import org.jspecify.annotations.NullMarked;
