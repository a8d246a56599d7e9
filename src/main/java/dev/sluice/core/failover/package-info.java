/** What lives and who serves: the health machine of a peer, the resolver, and the events that tell of their moves. */
@NullMarked
package dev.sluice.core.failover;

import org.jspecify.annotations.NullMarked;
