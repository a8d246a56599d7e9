/** What the store keeps in the state directory besides the database, and the lock that makes the directory ours. */
@NullMarked
package dev.sluice.store.state;

import org.jspecify.annotations.NullMarked;
