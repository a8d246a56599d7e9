package dev.sluice.core.document;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Probe;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Edited;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.core.rule.PortObstacle;
import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.webhook.AddressGuard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A desired state that documents are applied to, as a store would. */
final class Instance {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    final DocumentEdits edits = new DocumentEdits(
            new ForbiddenTargets(Set.of(8080, 9180), List.of("192.0.2.1"), "db.internal", 5432),
            new AddressGuard(List.of()),
            Probe.DEFAULT);
    Desired desired = Desired.EMPTY;
    List<Event> audit = List.of();
    private long lastId;

    Instance() {
        this(0);
    }

    /**
     * An empty one.
     *
     * @param lastId ids begin behind it
     */
    Instance(long lastId) {
        this.lastId = lastId;
    }

    Difference apply(Document document) {
        return apply(edits.apply(document, false, Map.of(), Command.by("root")));
    }

    Difference add(Document document) {
        return apply(edits.apply(document, true, Map.of(), Command.by("root")));
    }

    Difference apply(Document document, PortObstacle obstacle) {
        return apply(edits.apply(document, false, Map.of(obstacle.port(), obstacle), Command.by("root")));
    }

    Difference apply(Application application) {
        apply((Edit) application);
        return application.difference();
    }

    void apply(Edit edit) {
        List<Long> ids = edit.creates(desired).stream().map(kind -> ++lastId).toList();
        EditContext context = new EditContext(ids, NOW.plusSeconds(desired.revision()), desired.revision() + 1);
        Edited edited = edit.apply(desired, context);
        audit = edited.audit();
        if (!audit.isEmpty()) {
            desired = edited.desired().atRevision(context.revision());
        }
    }

    Rejection refused(Document document) {
        Desired before = desired;
        Rejection no = catchThrowableOfType(Rejection.class, () -> apply(document));
        if (no == null) {
            throw new AssertionError("the document was not refused");
        }
        if (!desired.equals(before)) {
            throw new AssertionError("a refused document changed the state");
        }
        return no;
    }

    /** Path, actual and expected of each fault, in one line each. */
    static List<String> faults(Rejection no) {
        return no.problems().stream().map(Instance::line).toList();
    }

    private static String line(Problem problem) {
        return problem.path() + ": actual " + problem.actual() + ", expected " + problem.expected();
    }

    Document export() {
        return Documents.of(desired);
    }
}
