package dev.sluice.core.trust;

import java.security.cert.CertificateException;

/** A server showed another certificate than the one that it is pinned to. */
public final class PinMismatchException extends CertificateException {

    private static final long serialVersionUID = 1;

    /** Both as lower-case hex SHA-256. */
    public PinMismatchException(String actual, String expected) {
        super("SHA-256: actual " + actual + ", expected " + expected);
    }
}
