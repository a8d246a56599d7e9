/** Tests of whose certificates are good. */
@NullMarked
package dev.sluice.proxy.certified;

import org.jspecify.annotations.NullMarked;
