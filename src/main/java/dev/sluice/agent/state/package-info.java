/** What outlives the agent's process: who it is, and its secrets. */
@NullMarked
package dev.sluice.agent.state;

import org.jspecify.annotations.NullMarked;
