package dev.sluice.cli.client;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happens, as the admin API streams it: each event once, over as many connections as it takes. One that is silent for
 * longer than the API's comments are apart is given up. Blocks.
 */
public final class EventFeed {

    private static final int DIAL_MS = 5_000;
    private static final int SILENCE_MS = 45_000;
    private static final long WAIT_MS = 1_000;
    private static final int REMEMBERED = 2_000;

    private final String base;
    private final @Nullable String token;
    private final Runnable cut;
    private final Set<String> told = new LinkedHashSet<>();
    private @Nullable String last;

    /**
     * Nothing is connected yet.
     *
     * @param cut told when a connection was lost and another one is tried
     */
    EventFeed(String base, @Nullable String token, Runnable cut) {
        this.base = base;
        this.token = token;
        this.cut = cut;
    }

    /**
     * Hands out what happens, until the other side has had enough. Fails if the API refuses, or was never there.
     *
     * @param after the last event that is known; null to begin where the path says
     * @param more takes an event; false ends all
     */
    public void follow(String path, @Nullable Long after, Predicate<JsonObject> more)
            throws ClientFailure, InterruptedException {
        last = after == null ? null : after.toString();
        hear(path, new Hearer() {
            @Override
            public boolean heard(String type, @Nullable String id, String data) {
                return !type.equals("activity") || take(id, new JsonObject(data), more);
            }
        });
    }

    /** Looks at how things are. */
    public interface Look {
        /** Whether there shall be more looks; a failure means that the connection is lost. */
        boolean look() throws ClientFailure, InterruptedException;
    }

    /** Has somebody look, at first and whenever something may have changed; once for changes that come together. */
    public void watch(String path, Look look) throws ClientFailure, InterruptedException {
        hear(path, new Hearer() {
            private boolean changed;

            @Override
            public boolean heard(String type, @Nullable String id, String data) {
                changed = true;
                return true;
            }

            @Override
            public boolean quiet() throws IOException, InterruptedException {
                if (!changed) {
                    return true;
                }
                changed = false;
                try {
                    return look.look();
                } catch (ClientFailure away) {
                    throw new IOException(away); // who is refused learns so from the stream
                }
            }
        });
    }

    /** Who hears what the stream says; false ends all. */
    private interface Hearer {
        boolean heard(String type, @Nullable String id, String data);

        /** Nothing more has come for now. */
        default boolean quiet() throws IOException, InterruptedException {
            return true;
        }
    }

    private void hear(String path, Hearer hearer) throws ClientFailure, InterruptedException {
        boolean first = true;
        while (true) {
            try {
                if (!read(open(path), hearer)) {
                    return;
                }
                cut.run();
            } catch (IOException e) {
                if (first) {
                    throw ClientFailure.of("nobody answers at " + base
                            + " (expected a running Sluice there; --admin names another address)");
                }
            }
            first = false;
            Thread.sleep(WAIT_MS);
        }
    }

    private HttpURLConnection open(String path) throws IOException, ClientFailure {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        connection.setConnectTimeout(DIAL_MS);
        connection.setReadTimeout(SILENCE_MS);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "text/event-stream");
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        if (last != null) {
            connection.setRequestProperty("Last-Event-ID", last);
        }
        int status = connection.getResponseCode();
        if (status == 200) {
            return connection;
        }
        try (InputStream body = connection.getErrorStream()) {
            String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            throw AdminClient.refusal(status, text, token);
        }
    }

    /** Whether there is to be more: the connection was lost. */
    private boolean read(HttpURLConnection connection, Hearer hearer) throws InterruptedException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            String type = "";
            String id = null;
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.isEmpty()) {
                    if (!type.isEmpty() && !hearer.heard(type, id, data)) {
                        return false;
                    }
                    type = "";
                    id = null;
                    if (!lines.ready() && !hearer.quiet()) {
                        return false;
                    }
                }
            }
        } catch (IOException e) {
            return true;
        } finally {
            connection.disconnect();
        }
        return true;
    }

    /** What is told before it is in the database is told again when it is. */
    private boolean take(@Nullable String id, JsonObject event, Predicate<JsonObject> more) {
        boolean isNew = told.add(event.getString("uid"));
        if (told.size() > REMEMBERED) {
            told.remove(told.iterator().next());
        }
        boolean wanted = !isNew || more.test(event);
        last = id == null ? last : id;
        return wanted;
    }
}
