/** The talk with the front door: config, beats, and word of changes. */
@NullMarked
package dev.sluice.agent.link;

import org.jspecify.annotations.NullMarked;
