package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the access log hides, and what it does not. */
class SecretMaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/a?token=abc /a?token=***",
                "/a?x=1&access_token=abc&y=2 /a?x=1&access_token=***&y=2",
                "/a?password=a=b&z /a?password=***&z",
                "/a?SECRET=1;key=2 /a?SECRET=***;key=***",
                "/a?X-Amz-Signature=ff&X-Amz-Date=1 /a?X-Amz-Signature=***&X-Amz-Date=1",
                "/a?%74oken=abc /a?%74oken=***",
                "/a?api%5fkey=abc /a?api%5fkey=***",
                "/a?apiKey=abc /a?apiKey=***",
                "/a?user[password]=abc /a?user[password]=***",
                "/a?b?token=abc&token=abc /a?b?token=***&token=***",
                "/a?token= /a?token=***",
                "http://me:pw@app.example/x http://***@app.example/x",
                "http://me:p@w@app.example?q=1 http://***@app.example?q=1",
            })
    void secretsAreHidden(String target, String shown) {
        assertThat(SecretMask.apply(target)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "*",
                "",
                "/a?",
                "/a?token",
                "/a?monkey=1&tokens=2&keyword=3",
                "/a?q=token&r=a%ZZb",
                "/a?%7=1&%",
                "/token=abc",
                "/a?u=http://x@y/",
                "http://app.example/a@b",
                "app.example:443"
            })
    void everythingElseStands(String target) {
        assertThat(SecretMask.apply(target)).isEqualTo(target);
    }
}
