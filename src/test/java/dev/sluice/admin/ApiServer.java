package dev.sluice.admin;

import dev.sluice.admin.http.Operation;
import dev.sluice.admin.stream.EventStreams;
import dev.sluice.config.document.YamlDocuments;
import dev.sluice.core.model.Probe;
import dev.sluice.core.port.AcmeRecords.Refused;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.LiveActivity;
import dev.sluice.core.port.ShownSetting;
import dev.sluice.core.rule.Features;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.core.webhook.AddressGuard;
import dev.sluice.testing.ScratchDirectory;
import dev.sluice.tls.CertificateRoom;
import dev.sluice.tls.TlsOptions;
import dev.sluice.tls.own.RootKey;
import dev.sluice.webhook.Calls;
import dev.sluice.webhook.Sender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running API with its plane, and a client that checks each exchange against the OpenAPI document. */
final class ApiServer implements AutoCloseable {

    static final String ADMIN = "a-token-that-may-do-everything";
    static final String OPERATOR = "a-token-that-may-operate";
    static final String READER = "a-token-that-may-only-read";
    static final String FIXED = "the-fixed-token-of-automation";

    /** Ports that the guard takes for our own listeners and for the database. */
    static final int OWN_PORT = 9180;

    static final int DATABASE_PORT = 5432;

    /** No password is fixed. */
    static final LoginOptions LOGINS = new LoginOptions(null, Duration.ofHours(1), Duration.ofHours(10));

    static final List<ShownSetting> SETTINGS = List.of(
            new ShownSetting("http.port", "SLUICE_HTTP_PORT", "80", "8080", "sluice.yaml:3", "Port.", false),
            new ShownSetting("admin.token", "SLUICE_ADMIN_TOKEN", "****", null, "SLUICE_ADMIN_TOKEN", "Token.", false),
            new ShownSetting("watchdog.interval", "SLUICE_WATCHDOG_INTERVAL", "1s", "1s", null, "Interval.", false),
            new ShownSetting("watchdog.fall", "SLUICE_WATCHDOG_FALL", "3", "3", null, "Fall.", false));

    private static final Duration AGENT_SILENCE = Duration.ofMillis(300);

    /** How many streams of events there may be. */
    static final int MOST_STREAMS = 16;

    /** How long a client of one may take nothing. */
    static final Duration STREAM_PATIENCE = Duration.ofMillis(600);

    private static final EventStreams.Bounds STREAMS =
            new EventStreams.Bounds(Duration.ofMillis(200), STREAM_PATIENCE, MOST_STREAMS, Duration.ofMillis(100));

    final Vertx vertx = Vertx.vertx();
    final MemoryPlane plane = new MemoryPlane();
    final MemoryTokens tokens = new MemoryTokens();
    final MemoryLogins logins;
    final MemoryTraffic traffic = new MemoryTraffic();
    final MemoryPorts ports = new MemoryPorts();
    final MemoryReception agents = new MemoryReception();
    private final Path directory = ScratchDirectory.create("sluice-certificates");
    final CertificateRoom certificates = room(directory);
    final MemoryRoots roots = new MemoryRoots();
    final List<Refused> refused = new CopyOnWriteArrayList<>();
    final MemoryDeliveries deliveries = new MemoryDeliveries();
    private final Sender sender;
    final Contract contract = Contract.read();
    private final AdminApi api;
    private final HttpClient client;
    private boolean stopped;

    ApiServer() {
        this(Features.ALL);
    }

    ApiServer(Features features) {
        this(features, LOGINS, null, new MemoryLogins());
    }

    ApiServer(LoginOptions logins) {
        this(Features.ALL, logins, null, new MemoryLogins());
    }

    /** One that never learns whether there is a password. */
    ApiServer(MemoryLogins silent) {
        this(Features.ALL, LOGINS, null, silent);
    }

    /** One with that log. */
    ApiServer(LiveActivity activity) {
        this(Features.ALL, LOGINS, activity, new MemoryLogins());
    }

    private ApiServer(
            Features features, LoginOptions loginOptions, @Nullable LiveActivity activity, MemoryLogins logins) {
        this.logins = logins;
        tokens.know("root", ADMIN, "admin");
        tokens.know("ops", OPERATOR, "operate");
        tokens.know("viewer", READER, "read");
        tokens.know("agent", "a-token-for-an-agent-only", "agent");
        AddressGuard guard = new AddressGuard(List.of("127.0.0.0/8"));
        sender = new Sender(
                vertx.getOrCreateContext(),
                Clock.SYSTEM,
                deliveries,
                certificates.secrets(),
                new Calls(vertx, guard),
                "test");
        api = await(AdminApi.open(
                vertx,
                options(features, loginOptions),
                plane,
                activity == null ? plane : activity,
                new Access(tokens, logins),
                new ClientTls(
                        certificates,
                        new RootKey(roots, certificates.secrets(), certificates.worker(), Clock.SYSTEM),
                        () -> CompletableFuture.completedStage(refused)),
                () -> "sluice_up 1\n",
                traffic,
                ports,
                agents,
                new Documents(new YamlDocuments(), plane.revisions, new NoBackups()),
                new Webhooks(guard, certificates.secrets(), deliveries, sender),
                AGENT_SILENCE,
                STREAMS));
        client = vertx.createHttpClient(new HttpClientOptions().setDefaultPort(api.port()));
    }

    private static CertificateRoom room(Path directory) {
        return CertificateRoom.open(TlsOptions.of(directory.resolve("certs"), directory.resolve("secret.key"), ""))
                .toCompletableFuture()
                .join();
    }

    private static AdminOptions options(Features features, LoginOptions logins) {
        ForbiddenTargets forbidden =
                new ForbiddenTargets(Set.of(8080, OWN_PORT), List.of("192.0.2.1"), "db.internal", DATABASE_PORT);
        return new AdminOptions(
                "127.0.0.1",
                0,
                List.of("sluice.example"),
                FIXED,
                logins,
                Probe.DEFAULT,
                forbidden,
                () -> features,
                () -> SETTINGS,
                "1.2.3",
                "test");
    }

    List<Operation> operations() {
        return api.operations();
    }

    int port() {
        return api.port();
    }

    Reply get(String path) {
        return call("GET", path, null);
    }

    Reply post(String path, @Nullable JsonObject body) {
        return call("POST", path, body);
    }

    /** The desired state as YAML. */
    String export() {
        Reply reply = call("GET", "/desired", null, "Accept", "application/yaml");
        return reply.body().toString();
    }

    /** Applies such a text. */
    Reply apply(String yaml, String query) {
        return raw("PUT", "/api/v1/desired" + query, ADMIN, Buffer.buffer(yaml), "Content-Type", "application/yaml");
    }

    Reply put(String path, JsonObject body, String... headers) {
        return call("PUT", path, body, headers);
    }

    Reply delete(String path) {
        return call("DELETE", path, null);
    }

    /** One call as the administrator, below {@code /api/v1}. */
    Reply call(String method, String path, @Nullable JsonObject body, String... headers) {
        Buffer bytes = body == null ? Buffer.buffer() : body.toBuffer();
        return raw(method, "/api/v1" + path, ADMIN, bytes, headers);
    }

    /**
     * One call.
     *
     * @param token null for none
     * @param headers names and values in turn; one that is named replaces the usual one
     */
    Reply raw(String method, String path, @Nullable String token, Buffer body, String... headers) {
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port())
                .setMethod(HttpMethod.valueOf(method))
                .setURI(path);
        Reply reply = await(client.request(options).compose(request -> {
            if (token != null) {
                request.putHeader("Authorization", "Bearer " + token);
            }
            if (body.length() > 0) {
                request.putHeader("Content-Type", "application/json");
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.putHeader(headers[i], headers[i + 1]);
            }
            return request.send(body).compose(response -> response.body()
                    .map(answer -> new Reply(response.statusCode(), response.headers(), answer)));
        }));
        contract.check(method, path, body, reply);
        return reply;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not done in time, or failed: " + e, e);
        }
    }

    // What most tests begin with.

    long gateway(String name) {
        Reply reply = post("/peers", new JsonObject().put("name", name).put("host", "127.0.0.1"));
        plane.answers(reply.id());
        return reply.id();
    }

    long regular(String name) {
        JsonObject body =
                new JsonObject().put("name", name).put("host", "10.0.0.9").put("peer_type", "regular");
        return post("/peers", body.put("port", 8081)).id();
    }

    long pool(String name, long... members) {
        long id = post("/gateway-pools", new JsonObject().put("name", name).put("failback_cooldown_s", 60))
                .id();
        JsonArray list = new JsonArray();
        for (long member : members) {
            list.add(new JsonObject().put("peer_id", member));
        }
        put("/gateway-pools/" + id + "/members", new JsonObject().put("members", list));
        return id;
    }

    long pinned(String domain, long peerId) {
        return post("/routes", new JsonObject().put("domain", domain).put("target_peer_id", peerId))
                .id();
    }

    /** Ends the API alone. */
    void stop() {
        if (!stopped) {
            stopped = true;
            await(api.close());
        }
    }

    @Override
    public void close() {
        stop();
        await(sender.close());
        await(vertx.close());
        certificates.close();
        ScratchDirectory.delete(directory);
    }
}
