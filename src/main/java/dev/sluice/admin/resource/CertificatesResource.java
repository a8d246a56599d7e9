package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.CertificateJson;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.rule.CertificateEdits;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.Problems;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The certificates that clients may be shown: those brought here, and, to look at, those in the directory. */
public final class CertificatesResource {

    private static final String ALL = Located.BASE + "/certificates";
    private static final String ONE = ALL + "/{id}";

    private final Changes changes;
    private final Certificates certificates;

    public CertificatesResource(Changes changes, Certificates certificates) {
        this.changes = changes;
        this.certificates = certificates;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("listCertificates", ALL, this::list),
                Operation.admin("createCertificate", HttpMethod.POST, ALL, this::create),
                Operation.get("getCertificate", ONE, this::get),
                Operation.admin("deleteCertificate", HttpMethod.DELETE, ONE, this::delete));
    }

    private Future<Answer> list(Call call) {
        List<JsonObject> all = new ArrayList<>();
        changes.snapshot()
                .desired()
                .certificates()
                .values()
                .forEach(certificate -> all.add(CertificateJson.of(certificate, certificates)));
        certificates.files().forEach(file -> all.add(CertificateJson.of(file, certificates)));
        return Future.succeededFuture(call.page(all, each -> each));
    }

    private Future<Answer> get(Call call) {
        Certificate certificate = changes.snapshot().desired().certificates().get(call.id("id"));
        if (certificate == null) {
            throw new ApiProblem(404, "not_found", "There is no such certificate");
        }
        return Future.succeededFuture(
                Located.shown(CertificateJson.of(certificate, certificates), certificate.stamp()));
    }

    /** Answered once handshakes go by it. */
    private Future<Answer> create(Call call) {
        Problems problems = new Problems();
        CertificateJson.Wanted wanted = CertificateJson.read(call.object(), problems);
        problems.refuseIfAny();
        Command command = call.command();
        return changes.here(certificates.examine(
                        Objects.requireNonNull(wanted.chain()), Objects.requireNonNull(wanted.privateKey())))
                .compose(examined -> changes.make(CertificateEdits.add(examined, command)))
                .compose(done -> changes.here(certificates.settled()).map(done))
                .map(done -> {
                    Certificate certificate =
                            Objects.requireNonNull(done.desired().certificates().get(done.subjectId()));
                    return Located.created(
                            "/certificates",
                            certificate.id(),
                            CertificateJson.of(certificate, certificates),
                            certificate.stamp());
                });
    }

    private Future<Answer> delete(Call call) {
        return changes.make(CertificateEdits.delete(call.id("id"), call.command()))
                .compose(done -> changes.here(certificates.settled()))
                .map(done -> Answer.empty());
    }
}
