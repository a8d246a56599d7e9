package dev.sluice.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.model.WebhookPreset;
import dev.sluice.core.port.ActivityLog.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What receivers read, to the letter. */
class MessageTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Bundle OUTAGE = new Bundle(List.of(
            stored(7, EventName.GATEWAY_DOWN, "a <b> & @everyone is down", Map.of("peer_id", 3, "alive", false)),
            stored(8, EventName.POOL_OUTAGE_STARTED, "Pool p has no usable member left", Map.of())));

    private static Stored stored(long id, EventName name, String message, Map<String, Object> details) {
        return new Stored(id, new Event("u" + id, name, START, message, "watchdog", details), "front");
    }

    private static Message message(WebhookPreset preset) {
        String template = preset == WebhookPreset.TEXT ? "{severity}: {message}" : null;
        Webhook webhook = new Webhook(
                1,
                "ops",
                "http://a.example",
                List.of("*"),
                preset,
                template,
                true,
                null,
                null,
                Stamp.created(START, 1));
        return Message.of(webhook, OUTAGE);
    }

    @Test
    void programsReadTheEventAsTheLogHasIt() {
        assertThat(message(WebhookPreset.JSON).json())
                .containsEntry("id", 7L)
                .containsEntry("uid", "u7")
                .containsEntry("event", "gateway_down")
                .containsEntry("at", "2026-11-22T10:00:00Z")
                .containsEntry("severity", "warn")
                .containsEntry("front_door", "front")
                .containsEntry("peer_id", 3)
                .containsEntry("alive", false)
                .containsEntry("details", Map.of("peer_id", 3, "alive", false));
    }

    @Test
    void ntfyGetsATextWithATitle() {
        Message message = message(WebhookPreset.NTFY);

        assertThat(message.text()).isEqualTo("Pool p has no usable member left\na <b> & @everyone is down");
        assertThat(message.headers())
                .containsEntry("Title", "Sluice: pool outage started")
                .containsEntry("Priority", "5")
                .containsEntry("Tags", "rotating_light");
    }

    @Test
    void gotifyGetsAPriority() {
        assertThat(message(WebhookPreset.GOTIFY).json())
                .containsEntry("title", "Sluice: pool outage started")
                .containsEntry("priority", 8);
    }

    @Test
    void nobodyIsMentionedInDiscord() {
        assertThat(message(WebhookPreset.DISCORD).json())
                .containsEntry("allowed_mentions", Map.of("parse", List.of()))
                .containsEntry("content", "Pool p has no usable member left\na <b> & @everyone is down");
    }

    @Test
    void slackGetsNoMarkup() {
        assertThat(message(WebhookPreset.SLACK).json())
                .containsEntry("text", "Pool p has no usable member left\na &lt;b&gt; &amp; @everyone is down");
    }

    @Test
    void aTextIsTheOperators() {
        assertThat(message(WebhookPreset.TEXT).text()).isEqualTo("error: Pool p has no usable member left");
    }

    @Test
    void whatAHeaderCannotCarryIsEncoded() {
        assertThat(Message.headerText("Größe")).isEqualTo("=?UTF-8?B?R3LDtsOfZQ==?=");
        assertThat(Message.headerText("a\r\nb")).doesNotContain("\r").startsWith("=?UTF-8?B?");
    }
}
