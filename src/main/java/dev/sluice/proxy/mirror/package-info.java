/** Copies of requests: gathered while the request goes its way, sent elsewhere, and forgotten. Nobody waits for them. */
@NullMarked
package dev.sluice.proxy.mirror;

import org.jspecify.annotations.NullMarked;
