/** Clients that show certificates: who is trusted, by what handshakes are made, and what upstreams are told. */
@NullMarked
package dev.sluice.proxy.certified;

import org.jspecify.annotations.NullMarked;
