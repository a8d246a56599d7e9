/** Tests of the process settings; golden files lie in {@code src/test/resources/config}. */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
