package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import dev.sluice.imports.caddyfile.Line;
import java.util.List;
import java.util.Set;

/** Reads {@code tls}: certificates are no part of a document, so it tells how to bring them. */
final class TlsReader {

    static final String NONE_BY_ITSELF = "Sluice gets them for public names where acme.directory is set"
            + " (docs/certificates.md), or bring one (certs/README.md)";

    static final String FILES =
            "no part of a document: copy them to certs in the state directory, as NAME.crt and NAME.key (certs/README.md)";

    private static final Set<String> OWN_CHOICE = Set.of(
            "protocols", "ciphers", "curves", "alpn", "insecure_secrets_log", "reuse_private_keys", "force_automate");

    private TlsReader() {}

    /** Tells what becomes of it; whether it keeps clients without a certificate of their own out. */
    static boolean keepsOut(Step step, Findings findings) {
        List<String> arguments = step.arguments();
        if (arguments.size() >= 2) {
            findings.differs(step.where(), "tls " + arguments.get(0) + " " + arguments.get(1), FILES);
        } else if (arguments.size() == 1) {
            boolean internal = arguments.get(0).equals("internal");
            findings.differs(
                    step.where(),
                    internal ? "tls internal" : "tls " + arguments.get(0),
                    internal
                            ? "Sluice signs for private names by itself (docs/certificates.md); for others bring one (certs/README.md)"
                            : NONE_BY_ITSELF);
        }
        boolean keepsOut = false;
        for (Line line : step.lines()) {
            String subject = "tls " + line.name();
            if (line.name().equals("client_auth")) {
                findings.leftOut(
                        line.where(),
                        subject,
                        "a route does that at a port of its own once its client_certificates is switched on");
                keepsOut = true;
            } else if (OWN_CHOICE.contains(line.name())) {
                findings.leftOut(line.where(), subject, "TLS 1.2 and 1.3 are the same for all routes");
            } else if (line.name().equals("load")) {
                findings.differs(line.where(), subject, "copy them to certs in the state directory (certs/README.md)");
            } else {
                findings.differs(line.where(), subject, NONE_BY_ITSELF);
            }
        }
        return keepsOut;
    }
}
