@NullMarked
package dev.sluice.proxy.l4;

import org.jspecify.annotations.NullMarked;
