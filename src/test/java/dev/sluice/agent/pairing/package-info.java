@NullMarked
package dev.sluice.agent.pairing;

import org.jspecify.annotations.NullMarked;
