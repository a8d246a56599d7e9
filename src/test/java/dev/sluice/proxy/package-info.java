/** The front door against real sockets: what clients see, what upstreams see, what is reported. */
@NullMarked
package dev.sluice.proxy;

import org.jspecify.annotations.NullMarked;
