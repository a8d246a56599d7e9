/**
 * Our own certificate authority for private names, which people's devices may be told to trust: its root, and what it signs.
 * Agents know nothing of it.
 */
@NullMarked
package dev.sluice.tls.own;

import org.jspecify.annotations.NullMarked;
