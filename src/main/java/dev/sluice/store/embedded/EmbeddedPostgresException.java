package dev.sluice.store.embedded;

import org.jspecify.annotations.Nullable;

/** A sentence for the operator: why the embedded Postgres cannot run here, and what to do about it. */
public final class EmbeddedPostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedPostgresException(String sentence) {
        this(sentence, null);
    }

    public EmbeddedPostgresException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
