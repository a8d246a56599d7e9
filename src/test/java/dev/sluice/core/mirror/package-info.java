/** Tests of which requests are copied and how many at once. */
@NullMarked
package dev.sluice.core.mirror;

import org.jspecify.annotations.NullMarked;
