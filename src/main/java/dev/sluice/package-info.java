/**
 * The front hall: turns the command line into a command, then builds, starts and stops every room in order.
 *
 * <p>Rooms know {@code core} and never each other; only this package and {@code cli} know rooms.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
