package dev.sluice.store;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.SealedKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;

/** The table of certificates; private keys lie in it sealed. */
final class CertificateTable {
    static final DesiredTable<Long, Certificate> CERTIFICATES = new DesiredTable<>(
            "certificate",
            List.of(
                    "id",
                    "source",
                    "names",
                    "not_before",
                    "not_after",
                    "issuer",
                    "key_type",
                    "fingerprint",
                    "chain",
                    "key_secret",
                    "key_box",
                    "created_at",
                    "updated_at",
                    "revision"),
            row -> row.getLong("id"),
            CertificateTable::read,
            CertificateTable::write);

    private CertificateTable() {}

    private static Certificate read(Row row) {
        return new Certificate(
                row.getLong("id"),
                Values.constant(CertificateSource.class, row, "source"),
                new CertificateFacts(
                        List.of(row.getArrayOfStrings("names")),
                        Values.instant(row, "not_before"),
                        Values.instant(row, "not_after"),
                        row.getString("issuer"),
                        row.getString("key_type"),
                        row.getString("fingerprint")),
                row.getString("chain"),
                new SealedKey(row.getString("key_secret"), row.getString("key_box")),
                Values.stamp(row));
    }

    private static JsonObject write(long id, Certificate certificate) {
        CertificateFacts facts = certificate.facts();
        return Values.stamp(
                new JsonObject()
                        .put("id", id)
                        .put("source", certificate.source().wire())
                        .put("names", new JsonArray(facts.names()))
                        .put("not_before", facts.notBefore())
                        .put("not_after", facts.notAfter())
                        .put("issuer", facts.issuer())
                        .put("key_type", facts.keyType())
                        .put("fingerprint", facts.fingerprint())
                        .put("chain", certificate.chain())
                        .put("key_secret", certificate.key().secret())
                        .put("key_box", certificate.key().box()),
                certificate.stamp());
    }
}
