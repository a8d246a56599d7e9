@NullMarked
package dev.sluice.agent.api;

import org.jspecify.annotations.NullMarked;
