@NullMarked
package dev.sluice.agent;

import org.jspecify.annotations.NullMarked;
