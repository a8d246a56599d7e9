@NullMarked
package dev.sluice.core.agent;

import org.jspecify.annotations.NullMarked;
