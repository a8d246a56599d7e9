package dev.sluice.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.webhook.AddressGuard;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Command COMMAND = Command.by("tester");
    private static final WebhookEdits EDITS =
            new WebhookEdits(new WebhookRules(new AddressGuard(List.of("10.1.0.0/16"))));
    private static final Map<String, Object> GOOD = Map.of("name", "ops", "url", "https://hooks.example/in?x=1");

    private static Map<String, @Nullable Object> good(String field, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new HashMap<>(GOOD);
        fields.put(field, value);
        return fields;
    }

    private static Merge<Webhook> asked(Map<String, ? extends @Nullable Object> fields, @Nullable SealedKey token) {
        return (present, problems) -> WebhookFields.over(new Fields(fields, "", problems), present, problems)
                .with(present.secret(), token);
    }

    private static Edited apply(Edit edit, Desired desired) {
        return edit.apply(desired, new EditContext(List.of(4L), NOW, desired.revision() + 1));
    }

    private static Edited made(Map<String, ? extends @Nullable Object> fields) {
        return apply(EDITS.create(asked(fields, null), COMMAND), Desired.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example",
                "https://hooks.example:8443/a/b?c=d",
                "https://[2606:4700:4700::1111]/",
                "http://10.1.2.3/lan",
                "HTTPS://hooks.example/"
            })
    void addressesThatMayBeCalled(String url) {
        assertThat(made(good("url", url)).desired().webhooks().get(4L).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "'', INVALID",
        "hooks.example, INVALID",
        "ftp://hooks.example/, INVALID",
        "https://user:hunter2hunter2@hooks.example/, INVALID",
        "https://hooks.example/#part, INVALID",
        "https:///path, INVALID",
        "https://{token}.example/, INVALID",
        "https://2130706433/, INVALID",
        "https://0x7f.1/, INVALID",
        "http://127.0.0.1/, TARGET_FORBIDDEN",
        "http://169.254.169.254/latest, TARGET_FORBIDDEN",
        "http://[::1]/, TARGET_FORBIDDEN",
        "http://[::ffff:10.0.0.1]/, TARGET_FORBIDDEN",
        "http://192.168.1.1/, TARGET_FORBIDDEN"
    })
    void addressesThatMayNot(String url, RejectionCode code) {
        assertThatThrownBy(() -> made(good("url", url))).isInstanceOfSatisfying(Rejection.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.problems()).extracting(Problem::path).containsExactly("url");
            assertThat(refused.getMessage() + refused.problems()).doesNotContain("hunter2");
        });
    }

    @ParameterizedTest
    @CsvSource({"events, gateway", "template, text", "preset, teams", "enabled, 1", "colour, red", "name, ''"})
    void otherFieldsThatAreWrongAreNamed(String field, String value) {
        assertThatThrownBy(() -> made(good(field, value)))
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.problems())
                        .extracting(Problem::path)
                        .containsExactly(field));
    }

    @Test
    void eachEventThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> made(good("events", List.of("gateway_*", "gateway_gone"))))
                .hasMessage("events[1] is gateway_gone, expected the name of an event, or a beginning followed by *");
        assertThatThrownBy(() -> made(good("events", List.of()))).hasMessageContaining("events is 0 entries");
    }

    @Test
    void aTextNeedsATemplateWhosePlacesExist() {
        assertThatThrownBy(() -> made(good("preset", "text"))).hasMessageContaining("template is nothing");
        Map<String, @Nullable Object> text = good("preset", "text");
        text.put("template", "{massage}");
        assertThatThrownBy(() -> made(text)).hasMessageContaining("template is {massage}");
        text.put("template", "{message}");
        assertThat(made(text).audit()).hasSize(1);
    }

    @Test
    void anAddressThatNamesATokenNeedsOne() {
        Map<String, @Nullable Object> slack = good("url", "https://hooks.example/services/{token}");

        assertThatThrownBy(() -> made(slack)).hasMessageContaining("token is nothing");
        Edit edit = EDITS.create(asked(slack, new SealedKey("key", "box")), COMMAND);
        assertThat(apply(edit, Desired.EMPTY).audit()).hasSize(1);
    }

    @Test
    void namesAreTheirOwn() {
        Desired one = made(GOOD).desired();

        Edit second = EDITS.create(asked(good("name", "OPS"), null), COMMAND);

        assertThatThrownBy(() -> second.apply(one, new EditContext(List.of(5L), NOW, 2)))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(RejectionCode.NAME_TAKEN));
    }

    @Test
    void anEventTellsThatSecretsAndPathsChangedAndNotWhatTheyAre() {
        Desired one = apply(EDITS.create(asked(GOOD, new SealedKey("key", "box-1")), COMMAND), Desired.EMPTY)
                .desired();
        Merge<Webhook> change = asked(Map.of("url", "https://hooks.example/private"), new SealedKey("key", "box-2"));

        List<Event> audit = apply(EDITS.update(4, change, COMMAND), one).audit();

        assertThat(audit).singleElement().satisfies(event -> {
            assertThat(event.message()).isEqualTo("Webhook ops was changed: url, token");
            assertThat(event.details()).containsEntry("webhook_id", 4L);
            assertThat(event.toString()).doesNotContain("private").doesNotContain("box");
        });
        assertThat(apply(EDITS.update(4, asked(GOOD, new SealedKey("key", "box-1")), COMMAND), one)
                        .audit())
                .as("nothing changed")
                .isEmpty();
    }
}
