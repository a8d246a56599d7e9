/** Tests of circuit breakers. */
@NullMarked
package dev.sluice.core.circuit;

import org.jspecify.annotations.NullMarked;
