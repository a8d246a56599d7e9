/** The compression of answers: which may be compressed, into what, what that does to their fields, and the doing of it. */
@NullMarked
package dev.sluice.proxy.compress;

import org.jspecify.annotations.NullMarked;
