/** How an agent and a front door come to know each other, by a code that works once. */
@NullMarked
package dev.sluice.agent.pairing;

import org.jspecify.annotations.NullMarked;
