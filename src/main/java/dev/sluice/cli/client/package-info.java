/** The admin API as the commands see it. Blocks; for the main thread. */
@NullMarked
package dev.sluice.cli.client;

import org.jspecify.annotations.NullMarked;
