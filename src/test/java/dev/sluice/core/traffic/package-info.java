/** Tests of the numbers of the traffic. */
@NullMarked
package dev.sluice.core.traffic;

import org.jspecify.annotations.NullMarked;
