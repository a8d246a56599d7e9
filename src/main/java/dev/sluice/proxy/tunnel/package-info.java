/**
 * Tunnels: two connections joined byte for byte on one event loop, for WebSocket and TCP routes. They outlive every change
 * but one to their own route; what they hold is bounded, and given back exactly once.
 */
@NullMarked
package dev.sluice.proxy.tunnel;

import org.jspecify.annotations.NullMarked;
