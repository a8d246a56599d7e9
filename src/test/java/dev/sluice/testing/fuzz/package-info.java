/** Inputs broken at random, for parsers: what is broken how, how often, and how a failure is told. */
@NullMarked
package dev.sluice.testing.fuzz;

import org.jspecify.annotations.NullMarked;
