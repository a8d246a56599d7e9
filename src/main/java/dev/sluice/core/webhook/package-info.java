/** Webhooks thought through: who is told of what and when, what is signed, and which addresses may be called. Pure. */
@NullMarked
package dev.sluice.core.webhook;

import org.jspecify.annotations.NullMarked;
