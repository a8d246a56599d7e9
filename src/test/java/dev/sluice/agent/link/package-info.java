@NullMarked
package dev.sluice.agent.link;

import org.jspecify.annotations.NullMarked;
