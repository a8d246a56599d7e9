package dev.sluice.core.rule;

import dev.sluice.core.model.Webhook;
import dev.sluice.core.model.WebhookPreset;
import dev.sluice.core.webhook.AddressGuard;
import dev.sluice.core.webhook.EventChoice;
import dev.sluice.core.webhook.Template;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a webhook may be. */
public final class WebhookRules {

    /** What stands in an address for the token, which is kept apart since it is a secret. */
    public static final String TOKEN = "{token}";

    /** What a secret must be, for messages. */
    public static final String SECRET = "16 to 256 characters of visible ASCII, or null";

    /** What a token must be, for messages. */
    public static final String TOKEN_TEXT = "1 to 512 characters of visible ASCII, or null";

    /** Each is told by itself, so many cost much. */
    private static final int MOST = 100;

    private static final int LONGEST_URL = 2000;
    private static final int LONGEST_TEMPLATE = 4000;
    private static final int MOST_EVENTS = 100;
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String URL = "an http or https address without user, password and fragment, at most "
            + LONGEST_URL + " characters; a token is named in it as {token}";

    private static final Pattern BEGINNING = Pattern.compile("[A-Za-z]+://[^/?#]*");

    private final AddressGuard guard;

    public WebhookRules(AddressGuard guard) {
        this.guard = guard;
    }

    /** Tells everything that is wrong with the webhook. */
    public void check(Webhook webhook, Problems problems) {
        checkWithoutSecrets(webhook, problems);
        if (webhook.url().contains(TOKEN) && webhook.token() == null && !problems.has("url")) {
            problems.add("token", null, "a token, since url names one");
        }
    }

    /** The same of one whose secrets come later: until then it cannot be told anything. */
    public void checkWithoutSecrets(Webhook webhook, Problems problems) {
        Limits.name(webhook.name(), problems);
        checkUrl(webhook, problems);
        checkEvents(webhook, problems);
        String template = webhook.template();
        if (webhook.preset() != WebhookPreset.TEXT) {
            Limits.nothing("template", template, "preset is " + webhook.preset().wire(), problems);
        } else if (template == null || template.isBlank() || template.length() > LONGEST_TEMPLATE) {
            problems.add(
                    "template",
                    template == null ? null : template.length() + " characters",
                    "a text of at most " + LONGEST_TEMPLATE + " characters, since preset is text");
        } else if (!Template.unknown(template).isEmpty()) {
            String places = "{" + String.join("}, {", Template.PLACES) + "} or {details.NAME}";
            problems.add("template", Template.unknown(template).get(0), "one of " + places);
        }
    }

    /** Tells if there would be too many. */
    public static void checkCount(int count, Problems problems) {
        if (count > MOST) {
            problems.add("webhooks", count, MOST + " at most");
        }
    }

    private static void checkEvents(Webhook webhook, Problems problems) {
        int count = webhook.events().size();
        if (count == 0 || count > MOST_EVENTS) {
            problems.add("events", count + " entries", "1 to " + MOST_EVENTS + " entries");
        }
        for (int i = 0; i < Math.min(count, MOST_EVENTS); i++) {
            String name = webhook.events().get(i);
            if (EventChoice.named(name).isEmpty()) {
                problems.add("events[" + i + "]", name, "the name of an event, or a beginning followed by *");
            }
        }
    }

    private void checkUrl(Webhook webhook, Problems problems) {
        URI uri = webhook.url().length() > LONGEST_URL ? null : uri(webhook.url());
        if (uri == null) {
            problems.add("url", webhook.url().isEmpty() ? null : shown(webhook.url()), URL);
            return;
        }
        InetAddress address = HostSyntax.address(uri.getHost());
        String objection = address == null ? null : guard.objection(address);
        if (objection != null) {
            problems.add(
                    RejectionCode.TARGET_FORBIDDEN, "url", uri.getHost(), "a public address; this one is " + objection);
        }
    }

    /** What may be shown of an address to anybody, since it may hold a secret: its beginning. */
    static String shown(String url) {
        Matcher beginning = BEGINNING.matcher(url);
        return beginning.lookingAt() && url.indexOf('@') < 0 ? beginning.group() + "/..." : "another address";
    }

    /** The address with something in the place of the token; null if it is none that may be called. */
    private static @Nullable URI uri(String url) {
        int token = url.indexOf(TOKEN);
        try {
            URI uri = new URI(url.replace(TOKEN, "x"));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean whole = SCHEMES.contains(scheme)
                    && uri.getHost() != null
                    && HostSyntax.isHost(uri.getHost())
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= Limits.HIGHEST_PORT;
            Matcher beginning = BEGINNING.matcher(url);
            boolean tokenIsBehindHost = token < 0 || beginning.lookingAt() && token > beginning.end();
            return whole && tokenIsBehindHost ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether this can be a secret. */
    public static boolean isSecret(String text) {
        return text.length() >= 16 && text.length() <= 256 && isVisible(text);
    }

    /** Whether this can be a token. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.length() <= 512 && isVisible(text);
    }

    private static boolean isVisible(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
