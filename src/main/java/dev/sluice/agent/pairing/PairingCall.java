package dev.sluice.agent.pairing;

import dev.sluice.agent.link.LinkTls;
import dev.sluice.agent.link.ServerAddress;
import dev.sluice.agent.state.Identity;
import dev.sluice.agent.state.Pem;
import dev.sluice.core.model.Hop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one call that pairs an agent: shows the code, brings a certificate home. */
public final class PairingCall {

    private static final int TIMEOUT_MS = 10_000;
    private static final int HTTP_OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;

    private final Vertx vertx;
    private final PairingCode code;
    private final Hop hop;
    private final String version;
    private final @Nullable String lanAddress;

    /**
     * A pairing that has not begun.
     *
     * @param hop {@link Hop#MTLS} or {@link Hop#SECRET}
     * @param lanAddress at which siblings reach this gateway; null if it says none
     */
    public PairingCall(Vertx vertx, PairingCode code, Hop hop, String version, @Nullable String lanAddress) {
        this.vertx = vertx;
        this.code = code;
        this.hop = hop;
        this.version = version;
        this.lanAddress = lanAddress;
    }

    /** Asks the servers in turn until one answers. Fails with {@link PairingFailure}. */
    public Future<Identity> ask(List<ServerAddress> servers) {
        return vertx.executeBlocking(SigningRequest::make).compose(request -> {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setSsl(true)
                    .setSslEngineOptions(LinkTls.engine())
                    .setVerifyHost(true)
                    .setForceSni(true)
                    .setConnectTimeout(TIMEOUT_MS / 2)
                    .setTrustOptions(TrustOptions.wrap(new PinnedAuthority(code.authority()))));
            return ask(client, servers, 0, request).eventually(client::close);
        });
    }

    private Future<Identity> ask(HttpClient client, List<ServerAddress> servers, int index, SigningRequest request) {
        ServerAddress server = servers.get(index);
        JsonObject body = new JsonObject()
                .put("code", code.text())
                .put("csr", request.pem())
                .put("hop", hop.wire())
                .put("version", version);
        if (lanAddress != null) {
            body.put("lan_address", lanAddress);
        }
        return client.request(server.request(HttpMethod.POST, "/api/v1/gateway/pair")
                        .setIdleTimeout(TIMEOUT_MS)
                        .putHeader("content-type", "application/json"))
                .compose(sending -> sending.send(body.toBuffer()))
                .compose(answer -> answer.body().map(content -> new Answered(answer, content)))
                .recover(fault -> index + 1 < servers.size()
                        ? Future.succeededFuture(null)
                        : Future.failedFuture(new PairingFailure(
                                "pairing: " + server + " cannot be asked: " + reason(fault) + " (expected an answer)")))
                .compose(answered -> answered == null
                        ? ask(client, servers, index + 1, request)
                        : vertx.executeBlocking(() -> identity(server, answered, request)));
    }

    private record Answered(HttpClientResponse head, Buffer body) {}

    private Identity identity(ServerAddress server, Answered answer, SigningRequest request) throws PairingFailure {
        int status = answer.head().statusCode();
        if (status != HTTP_OK) {
            throw new PairingFailure("pairing: " + server + " answered " + status + ": "
                    + switch (status) {
                        case BAD_REQUEST ->
                            "the code is unknown, used, or older than 10 minutes (expected a fresh one: "
                                    + "POST /api/v1/peers/{id}/pairing-code)";
                        case TOO_MANY -> "too many wrong codes; try again in a minute";
                        default -> "expected 200";
                    });
        }
        try {
            JsonObject json = new JsonObject(answer.body());
            List<X509Certificate> chain = Pem.certificates(json.getString("certificate"));
            X509Certificate authority =
                    Pem.certificates(json.getString("authority")).get(0);
            if (!PairingCode.sha256(authority.getEncoded()).equals(code.authority())) {
                throw new GeneralSecurityException("another authority");
            }
            chain.get(0).verify(authority.getPublicKey());
            if (!chain.get(0).getPublicKey().equals(request.keys().getPublic())) {
                throw new GeneralSecurityException("a certificate of another key");
            }
            return new Identity(
                    json.getLong("peer_id"),
                    json.getString("peer_name", ""),
                    request.keys().getPrivate(),
                    chain,
                    authority,
                    hop,
                    secret(json, "gateway_auth"),
                    secret(json, "api_token"),
                    code.hash());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new PairingFailure("pairing: the answer of " + server + " cannot be used: "
                    + e.getClass().getSimpleName() + " (expected a certificate of the code's authority for our key)");
        }
    }

    private static String secret(JsonObject json, String name) throws GeneralSecurityException {
        String value = json.getString(name);
        if (value == null || value.isEmpty()) {
            throw new GeneralSecurityException(name + " is missing");
        }
        return value;
    }

    private static String reason(Throwable fault) {
        Throwable deepest = fault;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
