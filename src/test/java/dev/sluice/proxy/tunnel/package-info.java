/** Tunnels between real sockets, on each transport. */
@NullMarked
package dev.sluice.proxy.tunnel;

import org.jspecify.annotations.NullMarked;
