/** Tests of the whole program as its users meet it: processes that are killed, frozen and started again. */
@NullMarked
package dev.sluice.system;

import org.jspecify.annotations.NullMarked;
