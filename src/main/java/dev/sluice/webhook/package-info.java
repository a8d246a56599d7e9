/** Calls webhooks: one message to one address that may be called. */
@NullMarked
package dev.sluice.webhook;

import org.jspecify.annotations.NullMarked;
