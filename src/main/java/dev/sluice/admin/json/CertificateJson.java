package dev.sluice.admin.json;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.port.CertificateFile;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates as JSON; never a key. */
public final class CertificateJson {

    /** What a new one is made of, both PEM. */
    public record Wanted(@Nullable String chain, @Nullable String privateKey) {

        @Override
        public String toString() {
            return "Wanted[chain and private key]";
        }
    }

    private CertificateJson() {}

    /** Reads a body; what is missing is told to the problems, without a word of what is there. */
    public static Wanted read(JsonObject body, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.require("certificate", "a PEM chain, the certificate itself first");
        in.require("private_key", "its private key as PEM, not encrypted");
        Wanted wanted = new Wanted(text(in, body, "certificate", problems), text(in, body, "private_key", problems));
        in.done();
        return wanted;
    }

    /** By hand, as a reader of fields would quote what it does not take. */
    private static @Nullable String text(FieldReader in, JsonObject body, String field, Problems problems) {
        in.ignore(field);
        Object value = body.getValue(field);
        if (value != null && !(value instanceof String)) {
            problems.add(field, "something else", "a string");
            return null;
        }
        return (String) value;
    }

    /** One of the desired state. */
    public static JsonObject of(Certificate certificate, Certificates shown) {
        return with(Facts.of(certificate), certificate.facts(), shown)
                .put("source", certificate.source().wire())
                .putNull("file");
    }

    /** One that lies in the directory; it has no id, since the API cannot change it. */
    public static JsonObject of(CertificateFile file, Certificates shown) {
        return with(Facts.of(file.facts()), file.facts(), shown)
                .putNull("id")
                .put("source", "file")
                .put("file", file.file())
                .putNull("created_at")
                .putNull("updated_at");
    }

    private static JsonObject with(Map<String, @Nullable Object> facts, CertificateFacts of, Certificates shown) {
        return Values.object(facts)
                .put("shown_for", new JsonArray(shown.shownFor(of.fingerprint())))
                .put("fault", shown.fault(of.fingerprint()));
    }
}
