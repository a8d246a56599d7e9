package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.IfMatch;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.ChangesJson;
import dev.sluice.admin.json.ForceJson;
import dev.sluice.admin.json.Values;
import dev.sluice.core.document.Document;
import dev.sluice.core.document.Documents;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.CertificateFile;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.DocumentText;
import dev.sluice.core.port.Revisions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The whole desired state as one document, as it is and as it was. */
public final class DesiredResource {

    private static final String DESIRED = Located.BASE + "/desired";
    private static final String ALL = Located.BASE + "/revisions";
    private static final String ONE = ALL + "/{number}";

    private final Changes changes;
    private final DocumentApplying applying;
    private final Certificates certificates;
    private final DocumentText text;
    private final Revisions revisions;

    public DesiredResource(
            Changes changes,
            DocumentApplying applying,
            Certificates certificates,
            DocumentText text,
            Revisions revisions) {
        this.changes = changes;
        this.applying = applying;
        this.certificates = certificates;
        this.text = text;
        this.revisions = revisions;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("getDesired", DESIRED, this::get),
                Operation.admin("applyDesired", HttpMethod.PUT, DESIRED, this::apply),
                Operation.get("listRevisions", ALL, this::list),
                Operation.get("getRevision", ONE, this::getRevision),
                Operation.admin("revertToRevision", HttpMethod.POST, ONE + "/revert", this::revert));
    }

    private Future<Answer> get(Call call) {
        Desired desired = changes.snapshot().desired();
        Map<String, Object> tree = document(desired, call).tree();
        if (call.flag("certificates")) {
            Stream<CertificateFacts> all = Stream.concat(
                    desired.certificates().values().stream().map(Certificate::facts),
                    certificates.files().stream().map(CertificateFile::facts));
            tree.put(Document.CERTIFICATES, Documents.certificates(all));
        }
        return Future.succeededFuture(shown(tree, desired.revision(), call));
    }

    /** Whole for those who may apply it; hashes of passwords are not for those who only see. */
    private static Document document(Desired desired, Call call) {
        return call.caller().mayChange() ? Documents.of(desired) : Documents.shown(desired);
    }

    private Answer shown(Map<String, Object> tree, long revision, Call call) {
        Map<String, String> headers = Map.of("ETag", IfMatch.tag(revision), "Vary", "Accept");
        return call.wantsYaml()
                ? Answer.text("application/yaml", Buffer.buffer(text.yaml(tree)), headers)
                : Answer.json(200, Values.object(tree), headers);
    }

    private Future<Answer> apply(Call call) {
        return applying.apply(text.read(call.text()), call.flag("add"), call);
    }

    private Future<Answer> list(Call call) {
        return changes.here(revisions.list(call.limit(), call.offset()))
                .map(page ->
                        call.page(page.items().stream().map(ChangesJson::of).toList(), page.total()));
    }

    private Future<Answer> getRevision(Call call) {
        return at(call).map(then -> shown(document(then, call).tree(), then.revision(), call));
    }

    private Future<Answer> revert(Call call) {
        JsonObject body = call.object();
        ForceJson.none(body);
        return at(call).compose(then -> applying.apply(Documents.of(then), false, call));
    }

    private Future<Desired> at(Call call) {
        long number = call.id("number");
        return changes.here(revisions.at(number)).map(then -> {
            if (then == null) {
                throw new ApiProblem(404, "not_found", "There is no revision " + number + ", or none that is kept");
            }
            return then;
        });
    }
}
