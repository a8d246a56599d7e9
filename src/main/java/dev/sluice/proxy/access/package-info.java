/** Who may come in: addresses, passwords, and the question to another service. */
@NullMarked
package dev.sluice.proxy.access;

import org.jspecify.annotations.NullMarked;
