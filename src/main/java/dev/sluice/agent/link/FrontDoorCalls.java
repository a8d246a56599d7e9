package dev.sluice.agent.link;

import dev.sluice.agent.state.Identity;
import dev.sluice.core.port.InternalIdentity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.util.function.BiConsumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The calls of a paired agent to a front door, as the two have agreed on them. One event loop. */
final class FrontDoorCalls {

    private static final String BASE = "/api/v1/gateway/";
    private static final int CONNECT_MS = 1_500;
    private static final int ANSWER_MS = 10_000;
    /** The front door says something every 10 s. */
    private static final int SILENCE_MS = 25_000;

    private static final int LONGEST_CONFIG = 16 * 1024 * 1024;
    private static final int CONNECTIONS = 4;
    private static final int HTTP_OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final HttpClient client;

    /** A config as it came; null fields where nothing has changed. */
    record Document(String body, String etag) {}

    /** An answer that is none of the good ones. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status) {
            super("answered " + status, null, false, false);
            this.status = status;
        }

        /** Whether the front door does not know this agent. */
        boolean isStranger() {
            return status == 401 || status == 403;
        }
    }

    FrontDoorCalls(Vertx vertx, Identity identity) {
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setSsl(true)
                        .setSslEngineOptions(LinkTls.engine())
                        .setVerifyHost(true)
                        .setForceSni(true)
                        .setTcpKeepAlive(true)
                        .setConnectTimeout(CONNECT_MS)
                        .setKeepAliveTimeout(60)
                        .setKeyCertOptions(keys(identity.shown()))
                        .setTrustOptions(trust(identity.shown())),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    private static KeyCertOptions keys(InternalIdentity own) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own.keys(), new char[0]);
            return KeyCertOptions.wrap(keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the pairing's key cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustOptions trust(InternalIdentity own) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(own.trusted());
            return TrustOptions.wrap(trust.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the pairing's authority cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The config, if it is another than that.
     *
     * @return null if it is the same
     */
    Future<@Nullable Document> config(ServerAddress server, @Nullable String etag) {
        RequestOptions request = server.request(HttpMethod.GET, BASE + "config").setIdleTimeout(ANSWER_MS);
        if (etag != null) {
            request.putHeader("if-none-match", "\"" + etag + "\"");
        }
        return client.request(request).compose(sending -> sending.send()).compose(answer -> {
            if (answer.statusCode() == NOT_MODIFIED) {
                return answer.end().map((Document) null);
            }
            return body(answer, LONGEST_CONFIG).map(body -> new Document(body.toString(), etagOf(answer)));
        });
    }

    private static String etagOf(HttpClientResponse answer) {
        String field = answer.getHeader("etag");
        return field == null ? "" : field.replace("\"", "");
    }

    /** Says how the agent fares; answers with the ETag of the config that it should have. */
    Future<String> beat(ServerAddress server, Buffer body) {
        return client.request(server.request(HttpMethod.POST, BASE + "heartbeat")
                        .setIdleTimeout(ANSWER_MS)
                        .putHeader("content-type", "application/json"))
                .compose(sending -> sending.send(body))
                .compose(answer -> body(answer, EventReader.LONGEST_LINE))
                .map(answer -> new JsonObject(answer).getString("wanted_etag", ""));
    }

    /**
     * Listens for word of changes.
     *
     * @param events told of each event's name and data
     * @param ended run once the stream that had come about is over
     * @return complete once the front door has begun to speak
     */
    Future<Void> stream(ServerAddress server, BiConsumer<String, String> events, Runnable ended) {
        return client.request(server.request(HttpMethod.GET, BASE + "stream")
                        .setIdleTimeout(SILENCE_MS)
                        .putHeader("accept", "text/event-stream"))
                .compose(sending -> sending.send().compose(answer -> {
                    if (answer.statusCode() != HTTP_OK) {
                        return refused(answer);
                    }
                    EventReader reader = new EventReader(events, () -> sending.reset());
                    answer.handler(reader::read);
                    answer.exceptionHandler(fault -> ended.run());
                    answer.endHandler(end -> ended.run());
                    return Future.succeededFuture();
                }));
    }

    private static Future<Buffer> body(HttpClientResponse answer, int longest) {
        if (answer.statusCode() != HTTP_OK) {
            return refused(answer);
        }
        Buffer body = Buffer.buffer();
        answer.handler(part -> {
            if (body.length() + part.length() > longest) {
                answer.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        return answer.end().map(body);
    }

    private static <T> Future<T> refused(HttpClientResponse answer) {
        answer.request().reset();
        return Future.failedFuture(new Refused(answer.statusCode()));
    }

    Future<Void> close() {
        return client.close();
    }
}
