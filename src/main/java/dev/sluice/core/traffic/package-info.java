/** What passes through the front door, as numbers: from counters that only grow to what is so now. */
@NullMarked
package dev.sluice.core.traffic;

import org.jspecify.annotations.NullMarked;
