package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.Values;
import dev.sluice.core.port.AcmeRecords.Refused;
import dev.sluice.core.port.CertificateFailures;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The names for which no certificate could be obtained: why, since when, and when it is tried again. */
public final class CertificateFailuresResource {

    private final Changes changes;
    private final CertificateFailures failures;

    public CertificateFailuresResource(Changes changes, CertificateFailures failures) {
        this.changes = changes;
        this.failures = failures;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("listCertificateFailures", Located.BASE + "/certificate-failures", this::list));
    }

    private Future<Answer> list(Call call) {
        return changes.here(failures.now()).map(all -> call.page(all, CertificateFailuresResource::item));
    }

    private static JsonObject item(Refused refused) {
        return new JsonObject()
                .put("name", refused.name())
                .put("failure", refused.failure())
                .put("failures", refused.failures())
                .put("since", Values.time(refused.since()))
                .put("failed_at", Values.time(refused.failedAt()))
                .put("next_try_at", Values.time(refused.nextTryAt()));
    }
}
