/** Circuit breakers: which peers a route leaves alone because its own requests fail there. */
@NullMarked
package dev.sluice.core.circuit;

import org.jspecify.annotations.NullMarked;
