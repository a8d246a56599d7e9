/** Clients and upstreams that speak in raw bytes, and a front door between them. */
@NullMarked
package dev.sluice.proxy.kit;

import org.jspecify.annotations.NullMarked;
