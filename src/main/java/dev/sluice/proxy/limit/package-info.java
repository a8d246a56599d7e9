/** How many requests of one client a route takes: the same count for all event loops of a front door. */
@NullMarked
package dev.sluice.proxy.limit;

import org.jspecify.annotations.NullMarked;
