package dev.sluice.core.model;

/** Where a certificate of the desired state came from. In order: of several for one name the earlier is shown. */
public enum CertificateSource implements Wire {
    /** The operator brought it. */
    API,
    /** Sluice obtained it by ACME (RFC 8555), and follows it with another in time. */
    ACME,
    /** Sluice signed it by itself, for a private name, and follows it with another in time. */
    OWN
}
