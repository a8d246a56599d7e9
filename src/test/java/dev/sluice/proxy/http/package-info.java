/** Rules of this package that need no socket, one table each. */
@NullMarked
package dev.sluice.proxy.http;

import org.jspecify.annotations.NullMarked;
