/**
 * The commands: what an operator types. Exit codes: 0 done, 1 it failed on the way, 2 what was asked is wrong (the command
 * line or the settings).
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
