/** What an agent is told of the operator's will: which routes may ever come to it, and where they end in its LAN. */
@NullMarked
package dev.sluice.core.agent;

import org.jspecify.annotations.NullMarked;
