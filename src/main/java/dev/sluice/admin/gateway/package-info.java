/**
 * Where agents come in: a listener of its own with TLS of the internal authority, on which an agent is paired by a one-shot
 * code, and after that fetches its config, beats, and hears of changes. Runs on the control Vertx.
 */
@NullMarked
package dev.sluice.admin.gateway;

import org.jspecify.annotations.NullMarked;
