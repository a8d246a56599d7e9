@NullMarked
package dev.sluice.agent.state;

import org.jspecify.annotations.NullMarked;
