/** Mirrors: what is copied of a route's requests, and what became of the copies. */
@NullMarked
package dev.sluice.core.mirror;

import org.jspecify.annotations.NullMarked;
