@NullMarked
package dev.sluice.cli.screen;

import org.jspecify.annotations.NullMarked;
