package dev.sluice.core.port;

/** The connection was lost while a change was being committed: it may or may not be in the database. */
public final class CommitUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommitUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
