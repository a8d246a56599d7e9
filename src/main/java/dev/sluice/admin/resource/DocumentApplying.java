package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.IfMatch;
import dev.sluice.admin.json.ChangesJson;
import dev.sluice.core.document.Application;
import dev.sluice.core.document.Document;
import dev.sluice.core.document.DocumentEdits;
import dev.sluice.core.document.Section;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Features;
import dev.sluice.core.rule.PortObstacle;
import dev.sluice.core.site.ClientCertificates;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way of a document into the desired state, or into a trial of it. */
public final class DocumentApplying {

    private final Changes changes;
    private final DocumentEdits edits;
    private final Supplier<Features> features;
    private final ListenPorts ports;
    private final Clock clock;

    public DocumentApplying(
            Changes changes, DocumentEdits edits, Supplier<Features> features, ListenPorts ports, Clock clock) {
        this.changes = changes;
        this.edits = edits;
        this.features = features;
        this.ports = ports;
        this.clock = clock;
    }

    /** Applies it, or tells what that would do, as the query says. */
    Future<Answer> apply(Document document, boolean add, Call call) {
        boolean trial = call.flag("dry_run");
        return obstacles(document).compose(obstacles -> {
            Application application = edits.apply(document, add, obstacles, call.command());
            Edit edit = features.get().allowing(application);
            if (trial) {
                Desired now = changes.snapshot().desired();
                edit.apply(now, EditContext.trial(edit, now, clock.wall()));
                return Future.succeededFuture(answer(now.revision(), true, application));
            }
            return changes.make(edit).map(done -> answer(done.desired().revision(), false, application));
        });
    }

    private static Answer answer(long revision, boolean trial, Application application) {
        JsonObject body = new JsonObject()
                .put("revision", revision)
                .put("dry_run", trial)
                .put("changes", ChangesJson.of(application.difference()));
        return Answer.json(200, body, Map.of("ETag", IfMatch.tag(revision)));
    }

    /** What is in the way of listeners that the document wants and that are not open yet, one after the other. */
    private Future<Map<Integer, PortObstacle>> obstacles(Document document) {
        List<Map<String, Object>> routes = document.of(Section.ROUTES);
        Set<Integer> wanted = routes == null
                ? Set.of()
                : routes.stream()
                        .flatMap(DocumentApplying::ports)
                        .filter(port -> port instanceof Integer number && number > 0 && number <= 65_535)
                        .map(port -> (Integer) Objects.requireNonNull(port))
                        .filter(port -> !changes.plane().table().listensOn(port))
                        .collect(Collectors.toSet());
        Map<Integer, PortObstacle> found = new HashMap<>();
        Future<Void> asked = Future.succeededFuture();
        for (int port : wanted) {
            asked = asked.compose(v -> changes.here(ports.obstacle(port))).map(obstacle -> {
                if (obstacle != null) {
                    found.put(port, obstacle);
                }
                return null;
            });
        }
        return asked.map(found);
    }

    /** What a route of the document says of a port of its own, whatever that is. */
    private static Stream<@Nullable Object> ports(Map<String, Object> route) {
        @Nullable Object wanted = route.get(ClientCertificates.FIELD);
        return Stream.of(route.get("l4_listen_port"), wanted instanceof Map<?, ?> fields ? fields.get("port") : null);
    }
}
