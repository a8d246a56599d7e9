/** The commands' caller of the API. */
@NullMarked
package dev.sluice.cli.client;

import org.jspecify.annotations.NullMarked;
