package dev.sluice.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The settings of certificates that Sluice obtains by itself. */
final class AcmeCatalogue {

    static final Setting<URI> DIRECTORY = Setting.of(
            "acme.directory",
            AcmeKinds.directory(),
            "",
            "Authority that certificates are obtained from (ACME) for public names of routes, whose terms you agree to:"
                    + " letsencrypt, letsencrypt-staging, or the address of its directory. Without it none are.");
    static final Setting<String> EMAIL =
            Setting.of("acme.email", AcmeKinds.email(), "", "Whom the authority may write to; nobody by default.");
    static final Setting<Path> CA_ROOT = Setting.of(
            "acme.ca-root",
            Kinds.path(),
            "",
            "PEM file with what the authority's own certificate is signed by, where that is not known everywhere.");
    static final Setting<String> EAB_KEY_ID = Setting.of(
            "acme.eab-key-id",
            AcmeKinds.keyId(),
            "",
            "The account that you have with the authority already, where it wants one (external account binding).");
    static final Setting<Secret> EAB_HMAC_KEY =
            Setting.of("acme.eab-hmac-key", Kinds.secret(), "", "Its key, in base64url.");

    /** In the order of the file. */
    static final List<Setting<?>> ALL = List.of(DIRECTORY, EMAIL, CA_ROOT, EAB_KEY_ID, EAB_HMAC_KEY);

    private AcmeCatalogue() {}
}
