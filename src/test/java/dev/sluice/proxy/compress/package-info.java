@NullMarked
package dev.sluice.proxy.compress;

import org.jspecify.annotations.NullMarked;
