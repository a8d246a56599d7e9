package dev.sluice.admin;

import dev.sluice.testing.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** Certificates that are brought wrongly, each with its key; that no word of a key is answered or logged. Certificate 10 is there. */
final class BadCertificateRows {

    /** The one that is there. */
    static final TestCertificate PRESENT = TestCertificate.of("present.example");

    private static final TestCertificate GOOD = TestCertificate.of("good.example");
    private static final TestCertificate OTHER = TestCertificate.of("good.example");
    private static final Instant NOW = Instant.now();
    private static final TestCertificate EXPIRED =
            TestCertificate.valid(NOW.minusSeconds(7200), NOW.minusSeconds(3600), "good.example");
    private static final TestCertificate EARLY =
            TestCertificate.valid(NOW.plusSeconds(3600), NOW.plusSeconds(7200), "good.example");

    private static final int SHOWN = 12;
    private static final List<String> SECRETS = Stream.of(PRESENT, GOOD, OTHER, EXPIRED, EARLY)
            .flatMap(BadCertificateRows::parts)
            .toList();

    private BadCertificateRows() {}

    /** A part of each line of each key, as short as an answer or a log might cut it. */
    static List<String> secrets() {
        return SECRETS;
    }

    static boolean tellsSecret(String text) {
        return SECRETS.stream().anyMatch(text::contains);
    }

    private static Stream<String> parts(TestCertificate certificate) {
        // The first bytes say what kind of key it is, and are the same in all.
        String key = certificate
                .keyPem()
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining());
        return IntStream.range(4, key.length() / SHOWN).mapToObj(i -> key.substring(i * SHOWN, (i + 1) * SHOWN));
    }

    static JsonObject of(TestCertificate certificate) {
        return body(certificate.chainPem(), certificate.keyPem());
    }

    private static JsonObject body(@Nullable Object chain, @Nullable Object key) {
        return BadInputRows.of("certificate", chain, "private_key", key);
    }

    private static Arguments refused(JsonObject body, String... paths) {
        return BadInputRows.row("POST", "/certificates", body, 400, "invalid", paths);
    }

    static Stream<Arguments> certificatesRows() {
        String chain = GOOD.chainPem();
        String key = GOOD.keyPem();
        return Stream.of(
                refused(BadInputRows.of(), "certificate", "private_key"),
                refused(BadInputRows.of("private_key", key), "certificate"),
                refused(BadInputRows.of("certificate", chain), "private_key"),
                refused(body(null, key), "certificate"),
                refused(body(chain, null), "private_key"),
                refused(body(7, true), "certificate", "private_key"),
                refused(
                        body(new JsonArray().add(chain), new JsonObject().put("pem", key)),
                        "certificate",
                        "private_key"),
                refused(of(GOOD).put("colour", "red"), "colour"),
                refused(of(GOOD).put("names", new JsonArray().add("good.example")), "names"),
                refused(body("", ""), "certificate", "private_key"),
                refused(body("words", "words"), "certificate", "private_key"),
                refused(body(key, chain), "certificate", "private_key"), // one for the other
                refused(body(key, key), "certificate"),
                refused(body(chain, OTHER.keyPem()), "private_key"),
                refused(body(chain, key.substring(0, key.length() / 2)), "private_key"),
                refused(body(chain.substring(0, chain.length() / 2), key), "certificate"),
                refused(body(chain + OTHER.chainPem(), key), "certificate"), // not its issuer
                refused(body(chain.repeat(11), key), "certificate"),
                refused(body(chain, key.replaceAll("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")), "private_key"),
                refused(of(EXPIRED), "certificate"),
                refused(of(EARLY), "certificate"),
                BadInputRows.row("POST", "/certificates", of(PRESENT), 409, "certificate_exists"),
                BadInputRows.row("GET", "/certificates/77", null, 404, "not_found"),
                BadInputRows.row("GET", "/certificates/abc", null, 404, "not_found"),
                BadInputRows.row("DELETE", "/certificates/77", null, 404, "not_found"),
                BadInputRows.row("PUT", "/certificates/10", of(GOOD), 405, "method_not_allowed"),
                BadInputRows.row("GET", "/certificates?limit=0", null, 400, "invalid", "limit"),
                BadInputRows.row("GET", "/certificates?offset=-1", null, 400, "invalid", "offset"));
    }
}
