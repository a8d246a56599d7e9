package dev.sluice.webhook;

import dev.sluice.core.rule.WebhookRules;
import dev.sluice.core.webhook.AddressGuard;
import dev.sluice.core.webhook.Message;
import dev.sluice.core.webhook.SignedText;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages. A name is looked up once for each attempt, and the address that was judged is the one that is dialled, so an
 * answer that changes between the two is of no use to anybody. Redirects are not followed. Any thread.
 */
public final class Calls {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 100;

    private static final TimeoutException LATE = new TimeoutException("the connection came too late");

    private final AddressGuard guard;
    private final Function<String, Future<List<InetAddress>>> lookup;
    private final HttpClient client;
    private final Duration limit;
    private final Supplier<Future<Void>> closing;

    /**
     * One message on its way.
     *
     * @param url with its token in it
     * @param token sent as a bearer token; null for none
     * @param secret what it is signed with; null for none
     */
    public record Call(
            String url, @Nullable String token, @Nullable String secret, String uid, Message message) {

        /** The call to an address as the operator wrote it: the token goes where the address names it, else into a header. */
        public static Call to(
                String url, @Nullable String token, @Nullable String secret, String uid, Message message) {
            boolean named = token != null && url.contains(WebhookRules.TOKEN);
            return new Call(
                    named ? url.replace(WebhookRules.TOKEN, token) : url, named ? null : token, secret, uid, message);
        }

        @Override
        public String toString() {
            return "Call[" + uid + "]";
        }
    }

    public Calls(Vertx vertx, AddressGuard guard) {
        this(vertx, guard, new Names(vertx), LIMIT);
    }

    private Calls(Vertx vertx, AddressGuard guard, Names names, Duration limit) {
        this(vertx, guard, names, limit, names::close);
    }

    /** Calls with another way to look names up, and another time for each attempt. */
    Calls(Vertx vertx, AddressGuard guard, Function<String, Future<List<InetAddress>>> lookup, Duration limit) {
        this(vertx, guard, lookup, limit, Future::succeededFuture);
    }

    private Calls(
            Vertx vertx,
            AddressGuard guard,
            Function<String, Future<List<InetAddress>>> lookup,
            Duration limit,
            Supplier<Future<Void>> closing) {
        this.guard = guard;
        this.lookup = lookup;
        this.limit = limit;
        this.closing = closing;
        HttpClientOptions options =
                new HttpClientOptions().setKeepAlive(false).setConnectTimeout((int) limit.toMillis());
        options.setSslHandshakeTimeout(limit.toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        // A receiver that holds its connections must not hold up other webhooks of the same host.
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS);
        this.client = vertx.createHttpClient(options, pool);
    }

    /** Tries once; never fails. */
    public Future<Answered> send(Call call, Instant now) {
        URI uri;
        try {
            uri = new URI(call.url());
        } catch (URISyntaxException e) {
            return Future.succeededFuture(Answered.not("the address with its token in it is none"));
        }
        return lookup.apply(bare(uri.getHost()))
                .compose(found -> {
                    InetAddress allowed = null;
                    String objection = "no address";
                    for (InetAddress address : found) {
                        String why = guard.objection(address);
                        if (why == null) {
                            allowed = address;
                            break;
                        }
                        objection = address.getHostAddress() + " is " + why;
                    }
                    return allowed == null
                            ? Future.succeededFuture(Answered.not("not called: " + objection))
                            : send(call, uri, allowed, now);
                })
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.succeededFuture(Answered.not(told(failure))));
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private Future<Answered> send(Call call, URI uri, InetAddress address, Instant now) {
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        RequestOptions target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(bare(uri.getHost()))
                .setPort(port)
                .setSsl(tls)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false)
                .setIdleTimeout(limit.toMillis());
        AtomicBoolean late = new AtomicBoolean();
        Future<HttpClientRequest> dialled = client.request(target);
        return dialled.compose(request -> late.get() ? Future.failedFuture(LATE) : asked(request, call, now))
                // An answer that comes byte by byte is never idle.
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> {
                    late.set(true);
                    dialled.onSuccess(HttpClientRequest::reset);
                });
    }

    private static Future<Answered> asked(HttpClientRequest request, Call call, Instant now) {
        Buffer body = fill(request, call, now);
        return request.send(body).map(response -> {
            // Its words are of no interest, and may have no end.
            response.exceptionHandler(ended -> {});
            request.reset();
            return Answered.with(response.statusCode());
        });
    }

    private static Buffer fill(HttpClientRequest request, Call call, Instant now) {
        Message message = call.message();
        String text = message.text();
        byte[] body = (text != null ? text : new JsonObject(message.json()).encode()).getBytes(StandardCharsets.UTF_8);
        request.putHeader("Content-Type", text != null ? "text/plain; charset=utf-8" : "application/json");
        request.putHeader("User-Agent", "Sluice");
        message.headers().forEach(request::putHeader);
        request.putHeader(SignedText.UID_HEADER, call.uid());
        request.putHeader(SignedText.TIME_HEADER, SignedText.time(now));
        if (call.token() != null) {
            request.putHeader("Authorization", "Bearer " + call.token());
        }
        if (call.secret() != null) {
            request.putHeader(SignedText.SIGNATURE_HEADER, SignedText.signature(hmac(call.secret(), now, body)));
        }
        return Buffer.buffer(body);
    }

    private static byte[] hmac(String secret, Instant now, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(SignedText.of(now, body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** Our own words: those of a client quote the address with the token in it. */
    private static String told(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no answer in time";
        } else if (failure instanceof UnknownHostException) {
            return "nobody knows the name";
        } else if (failure instanceof ConnectException) {
            return "the connection was refused";
        } else if (failure instanceof SSLException) {
            return "the TLS handshake failed";
        }
        return "the connection failed (" + failure.getClass().getSimpleName() + ")";
    }

    public Future<Void> close() {
        return client.close().eventually(closing);
    }
}
