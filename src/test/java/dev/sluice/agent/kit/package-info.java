@NullMarked
package dev.sluice.agent.kit;

import org.jspecify.annotations.NullMarked;
