package dev.sluice.admin;

import dev.sluice.admin.http.Operation;
import dev.sluice.admin.stream.EventStreams;
import dev.sluice.core.port.AgentReception;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.port.LiveActivity;
import dev.sluice.core.port.Traffic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The running admin API. Any thread. */
public final class AdminApi {

    private static final Duration AGENT_SILENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final AdminVerticle verticle;

    private AdminApi(Vertx vertx, AdminVerticle verticle) {
        this.vertx = vertx;
        this.verticle = verticle;
    }

    /**
     * Opens the API; complete once it listens.
     *
     * @param control the control Vertx
     * @param metrics the text of {@code /metrics}; called on the control loop, must not block
     */
    public static Future<AdminApi> open(
            Vertx control,
            AdminOptions options,
            ControlPlane plane,
            LiveActivity activity,
            Access access,
            ClientTls clientTls,
            Supplier<String> metrics,
            Traffic traffic,
            ListenPorts ports,
            AgentReception agents,
            Documents documents,
            Webhooks webhooks) {
        return open(
                control,
                options,
                plane,
                activity,
                access,
                clientTls,
                metrics,
                traffic,
                ports,
                agents,
                documents,
                webhooks,
                AGENT_SILENCE,
                EventStreams.Bounds.USUAL);
    }

    static Future<AdminApi> open(
            Vertx control,
            AdminOptions options,
            ControlPlane plane,
            LiveActivity activity,
            Access access,
            ClientTls clientTls,
            Supplier<String> metrics,
            Traffic traffic,
            ListenPorts ports,
            AgentReception agents,
            Documents documents,
            Webhooks webhooks,
            Duration agentSilence,
            EventStreams.Bounds streamBounds) {
        AdminVerticle verticle = new AdminVerticle(
                options,
                plane,
                activity,
                access,
                clientTls,
                metrics,
                traffic,
                ports,
                agents,
                documents,
                webhooks,
                agentSilence,
                streamBounds);
        return control.deployVerticle(verticle).map(id -> new AdminApi(control, verticle));
    }

    /** Everything it can do. */
    List<Operation> operations() {
        return verticle.operations();
    }

    /** The port it listens on. */
    public int port() {
        return verticle.port();
    }

    /** Stops listening and closes what is open. */
    public Future<Void> close() {
        return vertx.undeploy(verticle.deploymentID());
    }
}
