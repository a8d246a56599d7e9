package dev.sluice.imports.caddy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of a Caddyfile's global block, and what the importer says of each. */
public enum GlobalOption {
    DEBUG(true, "set log.level to debug"),
    HTTP_PORT(true, "read; set http.port to have the same"),
    HTTPS_PORT(true, "read; set https.port to have the same"),
    AUTO_HTTPS(true, "read: says whether plain HTTP is led to HTTPS"),
    DEFAULT_BIND(false, "set http.host before you apply the document"),
    ORDER(false, "directives are taken to act in Caddy's own order"),
    STORAGE(true, "Sluice keeps everything in Postgres"),
    STORAGE_CLEAN_INTERVAL(true, "Sluice keeps everything in Postgres"),
    ADMIN(true, "Sluice's admin API has settings of its own (admin.host, admin.port)"),
    PERSIST_CONFIG(true, "Sluice keeps what it is told"),
    LOG(true, "Sluice writes one access log"),
    GRACE_PERIOD(true, "requests in flight have 30 s when Sluice ends"),
    SHUTDOWN_DELAY(true, "requests in flight have 30 s when Sluice ends"),
    METRICS(true, "Sluice's metrics are on the admin address, at /metrics"),
    EMAIL(true, "set acme.email (docs/certificates.md)"),
    DEFAULT_SNI(false, "set https.default-certificate for who says no server name"),
    FALLBACK_SNI(false, "set https.default-certificate for an unknown server name"),
    LOCAL_CERTS(false, "Sluice signs for private names by itself (docs/certificates.md); for others bring your own"),
    SKIP_INSTALL_TRUST(true, "Sluice installs its root certificate when told to (sluice trust --install)"),
    ACME_CA(true, "set acme.directory (docs/certificates.md)"),
    ACME_CA_ROOT(true, "set acme.ca-root (docs/certificates.md)"),
    ACME_EAB(true, "set acme.eab-key-id and acme.eab-hmac-key (docs/certificates.md)"),
    ACME_DNS(true, "Sluice proves names by HTTP-01 alone"),
    DNS(true, "Sluice proves names by HTTP-01 alone"),
    ECH(false, "Sluice has no encrypted ClientHello"),
    ON_DEMAND_TLS(false, "Sluice gets certificates for the names of routes alone"),
    KEY_TYPE(true, "keys that Sluice makes are EC, on P-256"),
    CERT_ISSUER(true, "set acme.directory (docs/certificates.md)"),
    CERT_LIFETIME(true, "the authority says how long a certificate lives"),
    RENEW_INTERVAL(true, "Sluice looks each second"),
    RENEWAL_WINDOW_RATIO(true, "Sluice renews at two thirds of a life, or when the authority says so"),
    OCSP_INTERVAL(true, "Sluice staples no OCSP answers"),
    OCSP_STAPLING(true, "Sluice staples no OCSP answers"),
    PREFERRED_CHAINS(true, "Sluice takes the authority's first chain"),
    SERVERS(false, "listeners have settings of their own (trusted-proxies, limits; see docs/settings.md)"),
    FILESYSTEM(true, "Sluice serves no files"),
    PKI(false, "Sluice's own authority signs for private names alone (docs/certificates.md)"),
    EVENTS(false, "Sluice tells of events by webhooks (docs/webhooks.md)"),
    LAYER4(false, "TCP routes are to be written by hand (docs/tcp-routes.md)");

    private static final Map<String, GlobalOption> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(GlobalOption::word, Function.identity()));

    private final boolean harmless;
    private final String sentence;

    GlobalOption(boolean harmless, String sentence) {
        this.harmless = harmless;
        this.sentence = sentence;
    }

    /** Its name in a Caddyfile. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing that clients see is lost with it. */
    boolean isHarmless() {
        return harmless;
    }

    String sentence() {
        return sentence;
    }

    static @Nullable GlobalOption of(String word) {
        return BY_WORD.get(word);
    }
}
