/** Whom TLS trusts: authorities in PEM, and what is wrong with a certificate that was refused. */
@NullMarked
package dev.sluice.core.trust;

import org.jspecify.annotations.NullMarked;
