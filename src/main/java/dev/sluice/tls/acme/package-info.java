/**
 * Certificates from an authority that speaks ACME (RFC 8555), by HTTP-01: asks for them, answers its questions, and follows
 * them with new ones in time. All that waits for the authority waits on threads of this package.
 */
@NullMarked
package dev.sluice.tls.acme;

import org.jspecify.annotations.NullMarked;
