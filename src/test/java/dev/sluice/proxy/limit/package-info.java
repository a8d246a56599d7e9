/** Tests of what clients may ask of a route. */
@NullMarked
package dev.sluice.proxy.limit;

import org.jspecify.annotations.NullMarked;
