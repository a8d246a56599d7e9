/** Certificates that come to their end: when to tell of it, and in which words. */
@NullMarked
package dev.sluice.core.expiry;

import org.jspecify.annotations.NullMarked;
