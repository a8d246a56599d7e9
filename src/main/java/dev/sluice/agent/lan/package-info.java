/** The hosts behind the gateway: whether they can be reached, and how they are woken. */
@NullMarked
package dev.sluice.agent.lan;

import org.jspecify.annotations.NullMarked;
