package dev.sluice.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.rule.PasswordRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    @Test
    void aHashIsThatOfItsPasswordAlone() {
        String hash = PasswordHash.of("correct horse ä");

        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(PasswordRules.isHash(hash)).isTrue();
        assertThat(PasswordHash.matches("correct horse ä", hash)).isTrue();
        assertThat(PasswordHash.matches("correct horse a", hash)).isFalse();
        assertThat(PasswordHash.of("correct horse ä")).as("salted").isNotEqualTo(hash);
    }

    /** Made by other programs: the reference implementation's {@code argon2}, and {@code htpasswd -B}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
            })
    void hashesOfOtherProgramsAreUnderstood(String hash) {
        String password = hash.startsWith("$2b") ? "U*U" : "password";

        assertThat(PasswordRules.isHash(hash)).isTrue();
        assertThat(PasswordHash.matches(password, hash)).isTrue();
        assertThat(PasswordHash.matches("passwore", hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "correct horse",
                "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$",
                "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$1$salt$hash"
            })
    void whatIsNoHashOpensNothing(String text) {
        assertThat(PasswordRules.isHash(text)).isFalse();
        assertThat(PasswordHash.matches("password", text)).isFalse();
    }
}
