/** Who may come in, piece by piece. */
@NullMarked
package dev.sluice.proxy.access;

import org.jspecify.annotations.NullMarked;
