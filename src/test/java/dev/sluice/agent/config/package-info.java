@NullMarked
package dev.sluice.agent.config;

import org.jspecify.annotations.NullMarked;
