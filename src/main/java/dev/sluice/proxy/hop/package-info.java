/** TLS towards upstreams: agents, by the certificates of their pairing, and LAN hosts that speak HTTPS. */
@NullMarked
package dev.sluice.proxy.hop;

import org.jspecify.annotations.NullMarked;
