/** Tests of telling the ends of certificates. */
@NullMarked
package dev.sluice.core.expiry;

import org.jspecify.annotations.NullMarked;
