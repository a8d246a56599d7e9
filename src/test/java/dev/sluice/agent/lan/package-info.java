@NullMarked
package dev.sluice.agent.lan;

import org.jspecify.annotations.NullMarked;
