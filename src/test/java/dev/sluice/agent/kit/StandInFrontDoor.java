package dev.sluice.agent.kit;

import dev.sluice.agent.link.LinkTls;
import dev.sluice.agent.state.Pem;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.proxy.kit.TestPairing;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The agents' listener of a front door, over real TLS, with a config that tests set. */
public final class StandInFrontDoor implements AutoCloseable {

    public static final long PEER = 7;
    public static final String SECRET = "c2VjcmV0LW9mLXRoZS1nYXRld2F5LWF1dGgtMzItYnl0ZXM";
    public static final String TOKEN = "dG9rZW4tb2YtdGhlLWFwaS0zMi1ieXRlcy1sb25nLXg";

    private final TestPairing pairing;
    private final Vertx vertx = Vertx.vertx();
    private final List<JsonObject> beats = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<HttpServerResponse> streams = ConcurrentHashMap.newKeySet();
    private volatile String config = emptyConfig();
    private volatile String etag = "e0";
    private volatile boolean knows = true;
    private volatile boolean tellsInBeats = true;
    private HttpServer server;
    private int port;
    private volatile String code = "";

    public StandInFrontDoor(TestPairing pairing) {
        this.pairing = pairing;
        server = listen(0);
        port = server.actualPort();
    }

    private HttpServer listen(int at) {
        InternalIdentity own = pairing.frontDoor();
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setSslEngineOptions(LinkTls.engine())
                .setUseAlpn(false)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyValue(
                                Buffer.buffer(Pem.block("PRIVATE KEY", own.key().getEncoded())))
                        .addCertValue(Buffer.buffer(pem(own.chain().get(0)) + pem(own.authority()))))
                .setClientAuth(ClientAuth.REQUEST)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(pem(own.authority()))));
        return await(vertx.createHttpServer(options).requestHandler(this::serve).listen(at, "127.0.0.1"));
    }

    private static String pem(X509Certificate certificate) {
        try {
            return Pem.block("CERTIFICATE", certificate.getEncoded());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static String emptyConfig() {
        return config(new JsonArray(), new JsonArray()).encode();
    }

    public static JsonObject config(JsonArray routes, JsonArray l4Routes) {
        return new JsonObject()
                .put("format", 1)
                .put("peer_id", PEER)
                .put("peer_name", "ds918")
                .put("hop", "mtls")
                .put("beat_s", 5)
                .put("routes", routes)
                .put("l4_routes", l4Routes);
    }

    public static JsonObject route(long id, String domain, String host, int port) {
        return new JsonObject()
                .put("id", id)
                .put("domain", domain)
                .put("path_prefix", "/")
                .put("lan_host", host)
                .put("lan_port", port);
    }

    /** A code of this front door's. */
    public String issueCode() {
        try {
            byte[] bytes = Arrays.copyOf("sixteen bytes ok".getBytes(), 48);
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(pairing.certificate().getEncoded());
            System.arraycopy(hash, 0, bytes, 16, 32);
            code = "sluice-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return code;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another config is wanted; agents that listen hear of it. */
    public void config(JsonObject fresh, String newEtag) {
        config(fresh.encode(), newEtag);
    }

    public void config(String fresh, String newEtag) {
        config = fresh;
        etag = newEtag;
        String event = "event: config_changed\ndata: "
                + new JsonObject().put("etag", newEtag).encode() + "\n\n";
        streams.forEach(stream -> stream.write(event));
    }

    /** The same, of which no word goes out. */
    public void configSilently(JsonObject fresh, String newEtag) {
        config = fresh.encode();
        etag = newEtag;
    }

    /** Asks agents that listen to look whether they reach what these routes lead to. */
    public void look(Long... routes) {
        String event = "event: look\ndata: "
                + new JsonObject().put("routes", new JsonArray(List.of(routes))).encode() + "\n\n";
        streams.forEach(stream -> stream.write(event));
    }

    /** From now on the answers to beats name no config. */
    public void saysNothingInBeats() {
        tellsInBeats = false;
    }

    public void forgetsTheAgent(boolean forgets) {
        knows = !forgets;
    }

    private void serve(HttpServerRequest request) {
        asked.add(request.method() + " " + request.path());
        if (request.path().equals("/api/v1/gateway/pair")) {
            request.body().onSuccess(body -> pair(request, new JsonObject(body)));
            return;
        }
        boolean shown;
        try {
            shown = request.connection().peerCertificates() != null;
        } catch (Exception e) {
            shown = false;
        }
        if (!shown || !knows) {
            request.response().setStatusCode(401).end();
            return;
        }
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/api/v1/gateway/config" -> {
                String quoted = "\"" + etag + "\"";
                if (quoted.equals(request.getHeader("if-none-match"))) {
                    response.setStatusCode(304).putHeader("etag", quoted).end();
                } else {
                    response.putHeader("etag", quoted).end(config);
                }
            }
            case "/api/v1/gateway/heartbeat" ->
                request.body().onSuccess(body -> {
                    beats.add(new JsonObject(body));
                    response.end(new JsonObject()
                            .put("wanted_etag", tellsInBeats ? etag : "")
                            .encode());
                });
            case "/api/v1/gateway/stream" -> {
                response.setChunked(true).putHeader("content-type", "text/event-stream");
                response.write(": here\n\n");
                streams.add(response);
                response.exceptionHandler(e -> streams.remove(response));
                response.closeHandler(v -> streams.remove(response));
            }
            default -> response.setStatusCode(404).end();
        }
    }

    private void pair(HttpServerRequest request, JsonObject asking) {
        if (code.isEmpty() || !code.equals(asking.getString("code"))) {
            request.response().setStatusCode(400).end("{\"code\":\"invalid_or_expired\"}");
            return;
        }
        code = "";
        request.response()
                .end(new JsonObject()
                        .put("peer_id", PEER)
                        .put("peer_name", "ds918")
                        .put("certificate", pem(pairing.agent(PEER, keyIn(asking.getString("csr")))))
                        .put("authority", pem(pairing.certificate()))
                        .put("gateway_auth", SECRET)
                        .put("api_token", TOKEN)
                        .encode());
    }

    /** The key in a request: behind version and name (RFC 2986, 4.1), whose lengths are short here. */
    private static PublicKey keyIn(String pem) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            int info = der[1] < 0 ? 2 + (der[1] & 0x7f) : 2;
            int version = info + (der[info + 1] < 0 ? 2 + (der[info + 1] & 0x7f) : 2);
            int name = version + 3;
            int key = name + 2 + der[name + 1];
            byte[] spki = Arrays.copyOfRange(der, key, key + 2 + der[key + 1]);
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "https://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public List<JsonObject> beats() {
        return beats;
    }

    /** What was asked, as method and path. */
    public List<String> asked() {
        return asked;
    }

    public int streams() {
        return streams.size();
    }

    /** Nobody is there any more. */
    public void goAway() {
        await(server.close());
        streams.clear();
    }

    /** It is there again, at the same port. */
    public void comeBack() {
        Awaitility.await().ignoreExceptions().until(() -> {
            server = listen(port);
            return true;
        });
    }

    public Vertx vertx() {
        return vertx;
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
