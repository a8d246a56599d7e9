/** Tests of the rules of commanded changes: tables, no clock, no input or output. */
@NullMarked
package dev.sluice.core.rule;

import org.jspecify.annotations.NullMarked;
