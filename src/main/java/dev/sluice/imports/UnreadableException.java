package dev.sluice.imports;

/** A file that cannot be read as what it is said to be; the message says where and why, and shows no argument of it. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableException(String where, String why) {
        super(where + ": " + why);
    }
}
