package dev.sluice.admin;

import dev.sluice.core.port.CertificateFailures;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.RootCertificate;

/**
 * What the API needs to deal with TLS to clients: the certificates that they are shown, the root that they may trust, and
 * what could not be obtained.
 */
public record ClientTls(Certificates certificates, RootCertificate root, CertificateFailures failures) {}
