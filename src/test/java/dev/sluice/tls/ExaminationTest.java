package dev.sluice.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Problems;
import dev.sluice.testing.TestCertificate;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExaminationTest {

    private static final X509Bundle EC = TestCertificate.of("a.example").bundle();
    private static final X509Bundle RSA = Opened.rsaBundle(Algorithm.rsa2048, "a.example");
    private static final X509Bundle CA = authority("CN=The Root");
    private static final X509Bundle MIDDLE = issued(CA, "CN=The Middle", true);
    private static final X509Bundle LEAF = issued(MIDDLE, "CN=leaf.example", false, "leaf.example");
    private static final String LEAF_KEY = PemForms.pkcs8(LEAF.getKeyPair().getPrivate());

    private static X509Bundle authority(String subject) {
        return built(() -> new CertificateBuilder()
                .ecp256()
                .subject(subject)
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
    }

    private static X509Bundle issued(X509Bundle issuer, String subject, boolean authority, String... names) {
        CertificateBuilder builder =
                new CertificateBuilder().ecp256().subject(subject).setIsCertificateAuthority(authority);
        if (names.length > 0) {
            TestCertificate.addNames(builder, names);
        }
        return built(() -> builder.buildIssuedBy(issuer));
    }

    private interface Build {
        X509Bundle run() throws Exception;
    }

    private static X509Bundle built(Build build) {
        try {
            return build.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Bundle selfSigned(CertificateBuilder builder) {
        return built(builder::buildSelfSigned);
    }

    private static String pem(X509Bundle... bundles) {
        StringBuilder text = new StringBuilder();
        for (X509Bundle bundle : bundles) {
            text.append(PemBlock.certificate(Chain.encoded(bundle.getCertificate())));
        }
        return text.toString();
    }

    static Stream<Arguments> good() {
        PrivateKey ec = EC.getKeyPair().getPrivate();
        PrivateKey rsa = RSA.getKeyPair().getPrivate();
        String chain = pem(LEAF, MIDDLE, CA);
        return Stream.of(
                arguments("EC, PKCS #8", pem(EC), PemForms.pkcs8(ec)),
                arguments("EC, SEC 1", pem(EC), PemForms.traditional(ec)),
                arguments(
                        "EC, SEC 1 as openssl writes it",
                        pem(EC),
                        PemForms.pem("EC PARAMETERS", new byte[] {6, 0}) + PemForms.traditional(ec)),
                arguments("RSA, PKCS #8", pem(RSA), PemForms.pkcs8(rsa)),
                arguments("RSA, PKCS #1", pem(RSA), PemForms.traditional(rsa)),
                arguments("the whole chain", chain, LEAF_KEY),
                arguments("without the root", pem(LEAF, MIDDLE), LEAF_KEY),
                arguments("Windows line ends", chain.replace("\n", "\r\n"), LEAF_KEY.replace("\n", "\r\n")),
                arguments("words in between", "subject: x\n" + chain + "\n# end", "Bag Attributes\n" + LEAF_KEY),
                arguments("both in both", chain + LEAF_KEY, LEAF_KEY + chain));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void whatFitsIsRead(String what, String chain, String key) {
        Problems problems = new Problems();

        OpenedCertificate opened = Opened.EXAMINATION.read(chain, key, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(opened).isNotNull();
        assertThat(opened.facts().names()).isNotEmpty();
        assertThat(opened.pem()).doesNotContain("KEY");
        assertThat(opened.toString()).doesNotContain("PRIVATE");
    }

    static Stream<Arguments> bad() {
        String key = PemForms.pkcs8(EC.getKeyPair().getPrivate());
        String cut = key.substring(0, key.length() / 2);
        return Stream.of(
                arguments("certificate", "text that is not PEM", "hello", key),
                arguments("certificate", "empty", "", key),
                arguments("certificate", "without a certificate, but with PRIVATE KEY", key, key),
                arguments("certificate", "not PEM, or cut off", pem(EC).substring(0, 200), key),
                arguments("certificate", "certificate 1 damaged", PemForms.pem("CERTIFICATE", new byte[50]), key),
                arguments("certificate", "certificate 1 damaged", pem(EC).replaceFirst("\n.", "\n*"), key),
                arguments(
                        "certificate", "certificate 2 is not the issuer of certificate 1", pem(MIDDLE, LEAF), LEAF_KEY),
                arguments("certificate", "certificate 2 is not the issuer", pem(LEAF, CA), LEAF_KEY),
                arguments("certificate", "certificate 3 is not the issuer", pem(LEAF, MIDDLE, LEAF), LEAF_KEY),
                arguments("certificate", "11 certificates", pem(EC).repeat(11), key),
                arguments(
                        "certificate",
                        "names no host",
                        pem(CA),
                        PemForms.pkcs8(CA.getKeyPair().getPrivate())),
                arguments("private_key", "empty", pem(EC), ""),
                arguments("private_key", "not PEM, or cut off", pem(EC), cut),
                arguments("private_key", "PEM without a private key", pem(EC), pem(EC)),
                arguments("private_key", "2 private keys", pem(EC), key + key),
                arguments(
                        "private_key",
                        "under a passphrase",
                        pem(EC),
                        PemForms.pem("ENCRYPTED PRIVATE KEY", new byte[9])),
                arguments(
                        "private_key",
                        "under a passphrase",
                        pem(EC),
                        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,00\n\nAAAA\n"
                                + "-----END EC PRIVATE KEY-----\n"),
                arguments("private_key", "cannot be read", pem(EC), PemForms.pem("PRIVATE KEY", new byte[80])),
                arguments("private_key", "cannot be read", pem(EC), PemForms.pem("DSA PRIVATE KEY", new byte[80])),
                arguments("private_key", "cannot be read", pem(EC), key.replaceFirst("\n.", "\n*")),
                arguments("private_key", "of another kind", pem(EC), RSA.getPrivateKeyPEM()),
                arguments(
                        "private_key",
                        "of another kind",
                        pem(RSA),
                        PemForms.traditional(EC.getKeyPair().getPrivate())),
                arguments("private_key", "the key of another certificate", pem(EC), LEAF_KEY));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bad")
    void whatDoesNotFitIsRefusedWithTheReasonAndWithoutTheKey(String path, String actual, String chain, String key) {
        Problems problems = new Problems();

        assertThat(Opened.EXAMINATION.read(chain, key, problems)).isNull();

        assertThat(problems.list()).first().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.actual()).contains(actual);
        });
        for (Problem problem : problems.list()) {
            for (String line : key.lines()
                    .filter(line -> !line.startsWith("--") && line.length() > 10)
                    .toList()) {
                assertThat(problem.toString()).doesNotContain(line.substring(0, 10));
            }
        }
    }

    @Test
    void keysThatNoClientTakesAreRefused() {
        for (Algorithm weak : List.of(Algorithm.ed25519, Algorithm.rsa2048)) {
            X509Bundle bundle = weak == Algorithm.rsa2048 ? shortRsa() : Opened.rsaBundle(weak, "a.example");
            Problems problems = new Problems();

            assertThat(Opened.EXAMINATION.read(bundle.getCertificatePathPEM(), bundle.getPrivateKeyPEM(), problems))
                    .isNull();

            assertThat(problems.list()).singleElement().satisfies(problem -> assertThat(problem.expected())
                    .isEqualTo(KeyKind.EXPECTED));
        }
    }

    private static X509Bundle shortRsa() {
        return built(() -> {
            java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            java.security.KeyPair pair = generator.generateKeyPair();
            CertificateBuilder builder =
                    new CertificateBuilder().subject("CN=weak").publicKey(pair.getPublic());
            TestCertificate.addNames(builder, "weak.example");
            X509Bundle issued = builder.buildIssuedBy(CA);
            return X509Bundle.fromCertificatePath(issued.getCertificatePathWithRoot(), CA.getCertificate(), pair);
        });
    }

    @Test
    void bothAreToldAtOnce() {
        Problems problems = new Problems();

        Opened.EXAMINATION.read(pem(CA), "nothing", problems);

        assertThat(problems.list()).extracting(Problem::path).containsExactly("certificate", "private_key");
    }

    @Test
    void oneThatIsExpiredOrNotYetValidIsTold() {
        Instant now = Instant.now();
        OpenedCertificate opened = Opened.ec("a.example");
        for (Instant then : List.of(now.minusSeconds(86_400), now.plusSeconds(2 * 86_400))) {
            Problems problems = new Problems();

            Opened.EXAMINATION.judgeTime(opened, then, problems);

            assertThat(problems.list()).singleElement().satisfies(problem -> assertThat(problem.actual())
                    .containsAnyOf("expired on", "not valid before"));
        }
        Problems none = new Problems();
        Opened.EXAMINATION.judgeTime(opened, now, none);
        assertThat(none.isEmpty()).isTrue();
    }

    @Test
    void namesComeFromTheAlternativesAndFromTheCommonNameOnlyWithoutAny() {
        assertThat(names("CN=cn.example", "B.example", "*.c.example", "bad_*.example", "192.0.2.1", "2001:db8:0::1"))
                .containsExactly("b.example", "*.c.example", "192.0.2.1", "2001:db8::1");
        assertThat(names("CN=CN.example,O=x")).containsExactly("cn.example");
        assertThat(names("O=x")).isEmpty();
    }

    private static List<String> names(String subject, String... names) {
        CertificateBuilder builder =
                new CertificateBuilder().ecp256().subject(subject).setIsCertificateAuthority(true);
        if (names.length > 0) {
            TestCertificate.addNames(builder, names);
        }
        return CertificateNames.of(selfSigned(builder).getCertificate());
    }
}
