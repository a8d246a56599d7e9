package dev.sluice.admin.auth;

import dev.sluice.core.rule.PasswordRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes of passwords: Argon2id (RFC 9106) in the PHC string format; bcrypt of other programs is understood. Each takes some 20
 * MiB and tens of milliseconds on purpose: never on an event loop.
 */
public final class PasswordHash {

    private static final int KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    /** How long a password may be for bcrypt, in UTF-8. */
    public static final int BCRYPT_BYTES = 72;

    private static final int BCRYPT_COST = 12;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    /** A fresh hash, with a salt of its own. */
    public static String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = argon2id(password, salt, KIB, PASSES, LANES, HASH_BYTES);
        return "$argon2id$v=19$m=" + KIB + ",t=" + PASSES + ",p=" + LANES + "$" + ENCODER.encodeToString(salt) + "$"
                + ENCODER.encodeToString(hash);
    }

    /**
     * The same in bcrypt, for programs that know nothing better; it takes no memory that is worth a word.
     *
     * @throws IllegalArgumentException over {@link #BCRYPT_BYTES}: the rest would count for nothing
     */
    public static String bcrypt(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BCRYPT_BYTES) {
            throw new IllegalArgumentException("a password of " + bytes.length + " bytes");
        }
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", bytes, salt, BCRYPT_COST);
    }

    /** Whether the hash is that of the password; false also if it is no hash. */
    public static boolean matches(String password, String hash) {
        if (!PasswordRules.isHash(hash)) {
            return false;
        }
        if (!hash.startsWith("$argon2id$")) {
            return OpenBSDBCrypt.checkPassword(hash, password.getBytes(StandardCharsets.UTF_8));
        }
        String[] parts = hash.split("[$,=]", -1);
        byte[] expected = Base64.getDecoder().decode(parts[11]);
        byte[] actual = argon2id(
                password,
                Base64.getDecoder().decode(parts[10]),
                Integer.parseInt(parts[5]),
                Integer.parseInt(parts[7]),
                Integer.parseInt(parts[9]),
                expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] argon2id(String password, byte[] salt, int kib, int passes, int lanes, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[bytes];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
