/** What the operator may change: pure edits of the desired state, with every refusal named. */
@NullMarked
package dev.sluice.core.rule;

import org.jspecify.annotations.NullMarked;
