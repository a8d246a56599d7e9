package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.core.port.RootCertificate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** The root of our own authority, to be handed to devices; its key is never given out. */
public final class RootCertificateResource {

    private static final String PATH = Located.BASE + "/root-certificate";
    /** RFC 8555 section 9.1. */
    private static final String TYPE = "application/pem-certificate-chain";
    /** Windows and Android take it for a certificate by this ending. */
    private static final Map<String, String> HEADERS =
            Map.of("Content-Disposition", "attachment; filename=\"sluice-root.crt\"");

    private final Changes changes;
    private final RootCertificate root;

    public RootCertificateResource(Changes changes, RootCertificate root) {
        this.changes = changes;
        this.root = root;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("getRootCertificate", PATH, this::get));
    }

    private Future<Answer> get(Call call) {
        return changes.here(root.pem()).map(pem -> Answer.text(TYPE, Buffer.buffer(pem), HEADERS));
    }
}
