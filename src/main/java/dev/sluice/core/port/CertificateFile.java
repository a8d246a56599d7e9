package dev.sluice.core.port;

import dev.sluice.core.model.CertificateFacts;

/**
 * A certificate that lies in the certificates' directory.
 *
 * @param file the name of the file with the certificate, without its directory
 */
public record CertificateFile(String file, CertificateFacts facts) {}
