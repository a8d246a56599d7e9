package dev.sluice.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.Edited;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What documents do to webhooks, whose secrets they do not know. */
class WebhookDocumentTest {

    private static final SealedKey SECRET = new SealedKey("key", "box");

    private final Instance instance = new Instance();

    private static Map<String, Object> entry(String name, String url, Object... more) {
        Map<String, Object> entry = new HashMap<>(Map.of("name", name, "url", url));
        for (int i = 0; i < more.length; i += 2) {
            entry.put((String) more[i], more[i + 1]);
        }
        return entry;
    }

    private static Document document(List<Map<String, Object>> entries) {
        return new Document(Map.of(Section.WEBHOOKS, entries));
    }

    private Webhook webhook(String name) {
        return instance.desired.webhooks().values().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** As the API does it. */
    private void giveSecrets(String name) {
        Edit edit =
                (desired, context) -> new Edited(desired.with(webhook(name).with(SECRET, SECRET)), instance.audit, 0);
        instance.apply(edit);
    }

    @Test
    void oneKeepsItsSecretsAndANewOneHasNone() {
        instance.apply(document(List.of(entry("ops", "https://a.example/{token}"))));
        giveSecrets("ops");
        long id = webhook("ops").id();

        instance.apply(document(
                List.of(entry("ops", "https://b.example/{token}"), entry("new", "https://c.example/{token}"))));

        assertThat(webhook("ops"))
                .extracting(Webhook::id, Webhook::url, Webhook::secret, Webhook::token)
                .containsExactly(id, "https://b.example/{token}", SECRET, SECRET);
        assertThat(webhook("new")).extracting(Webhook::secret, Webhook::token).containsOnlyNulls();
    }

    @Test
    void itIsTheWholeOfItsKindUnlessItOnlyAdds() {
        instance.apply(document(List.of(entry("a", "https://a.example"), entry("b", "https://b.example"))));

        instance.add(document(List.of(entry("c", "https://c.example"))));
        assertThat(instance.desired.webhooks()).hasSize(3);
        instance.apply(new Document(Map.of(Section.PEERS, List.of())));
        assertThat(instance.desired.webhooks()).as("not spoken of").hasSize(3);
        instance.apply(document(List.of(entry("c", "https://c.example"))));
        assertThat(instance.desired.webhooks().values())
                .extracting(Webhook::name)
                .containsExactly("c");
        assertThat(instance.apply(instance.export()).isEmpty()).isTrue();
    }

    @Test
    void aChangedAddressIsToldWithoutWhatItMayHide() {
        instance.apply(document(List.of(entry("ops", "https://a.example/hidden-1"))));

        instance.apply(document(List.of(entry("ops", "https://a.example/hidden-2"))));

        assertThat(instance.audit).singleElement().satisfies(event -> {
            assertThat(event.message()).isEqualTo("Webhook ops was changed: url");
            assertThat(event.details().toString())
                    .contains("https://a.example/... (changed)")
                    .doesNotContain("hidden");
        });
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(Instance.faults(instance.refused(document(List.of(
                        entry("a", "http://10.0.0.1"),
                        entry("A", "https://a.example", "secret", "0123456789abcdef"),
                        entry("b", "https://b.example", "events", List.of("nothing")))))))
                .containsExactlyInAnyOrder(
                        "webhooks[0].url: actual 10.0.0.1, expected a public address; this one is private, and not in"
                                + " webhooks.allow",
                        "webhooks[1].secret: actual an unknown field, expected one of name, url, events, preset,"
                                + " template, enabled",
                        "webhooks[1].name: actual A, expected a name that no other webhook has",
                        "webhooks[2].events[0]: actual nothing, expected the name of an event, or a beginning"
                                + " followed by *");
    }

    @Test
    void thereIsAnEndToTheirNumber() {
        List<Map<String, Object>> many = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> entry("hook " + i, "https://a.example"))
                .toList();

        assertThat(Instance.faults(instance.refused(new Document(Map.of(Section.WEBHOOKS, many)))))
                .containsExactly("webhooks: actual 101, expected 100 at most");
        instance.apply(new Document(Map.of(Section.WEBHOOKS, many.subList(0, 100))));
        assertThat(Objects.requireNonNull(instance.export().of(Section.WEBHOOKS)))
                .hasSize(100);
    }
}
