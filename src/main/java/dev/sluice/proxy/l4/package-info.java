/**
 * TCP routes: listeners by port, who gets a connection by its port or by the server name in its TLS ClientHello, and the way
 * to an upstream. What follows is a tunnel's business.
 */
@NullMarked
package dev.sluice.proxy.l4;

import org.jspecify.annotations.NullMarked;
