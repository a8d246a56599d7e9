package dev.sluice.store;

/** The database was changed by a newer Sluice; this one would misread it. */
public final class SchemaTooNewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaTooNewException(int actual, int known) {
        super("database schema: version " + actual + ", expected at most " + known
                + "; run the Sluice that last used this database, or a newer one");
    }
}
