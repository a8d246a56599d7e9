/** The product in miniature: what is wanted, what lives, who serves. Pure Java; it knows no room and does no input or output. */
@NullMarked
package dev.sluice.core;

import org.jspecify.annotations.NullMarked;
