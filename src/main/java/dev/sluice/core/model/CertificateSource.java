package dev.sluice.core.model;

/** Where a certificate of the desired state came from. */
public enum CertificateSource implements Wire {
    /** The operator brought it. */
    API,
    /** Sluice obtained it by ACME (RFC 8555), and follows it with another in time. */
    ACME
}
