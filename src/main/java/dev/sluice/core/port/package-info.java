/** What the rooms offer each other, as interfaces. Asynchronous ones return a {@link java.util.concurrent.CompletionStage}. */
@NullMarked
package dev.sluice.core.port;

import org.jspecify.annotations.NullMarked;
