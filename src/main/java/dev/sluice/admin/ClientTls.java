package dev.sluice.admin;

import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.RootCertificate;

/** What the API needs to deal with TLS to clients: the certificates that they are shown, and the root that they may trust. */
public record ClientTls(Certificates certificates, RootCertificate root) {}
