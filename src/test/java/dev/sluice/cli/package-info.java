/** Tests of the commands, as an operator sees them. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
