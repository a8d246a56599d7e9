package dev.sluice.proxy.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    @Test
    void areWhatRfc7617Shows() {
        assertThat(Credentials.parse("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="))
                .isEqualTo(new Credentials("Aladdin", "open sesame"));
        assertThat(Credentials.parse("basic dGVzdDoxMjPCow==")).isEqualTo(new Credentials("test", "123£"));
        assertThat(Credentials.parse("BASIC  " + encoded("a:b:c", StandardCharsets.UTF_8)))
                .isEqualTo(new Credentials("a", "b:c"));
        assertThat(Credentials.parse("Basic " + encoded(":", StandardCharsets.UTF_8)))
                .isEqualTo(new Credentials("", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Bearer QTpi",
                "Basic QWxhZGRpbg==",
                "Basic !!!",
                "BasicQTpi",
                "Basic QTpi QTpi"
            })
    void areNotGuessed(String field) {
        assertThat(Credentials.parse(field)).isNull();
    }

    @Test
    void areUtf8AndShort() {
        assertThat(Credentials.parse("Basic " + encoded("jürgen:x", StandardCharsets.ISO_8859_1)))
                .isNull();
        assertThat(Credentials.parse("Basic " + encoded("a:" + "x".repeat(20_000), StandardCharsets.UTF_8)))
                .isNull();
        assertThat(Credentials.parse(null)).isNull();
    }

    @Test
    void hideThePassword() {
        assertThat(new Credentials("ada", "secret")).hasToString("ada");
    }

    private static String encoded(String pair, Charset charset) {
        return Base64.getEncoder().encodeToString(pair.getBytes(charset));
    }
}
