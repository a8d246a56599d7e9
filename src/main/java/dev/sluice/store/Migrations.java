package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbered scripts {@code db/NNNN_name.sql} that bring a database from any earlier schema to ours: each in one
 * transaction of its own, together with its row in {@code schema_version}, under a lock that lets one Sluice at a time do
 * this.
 */
final class Migrations {
    /** In order; the position is the version. */
    static final List<String> SCRIPTS = List.of(
            "0001_initial.sql",
            "0002_restart.sql",
            "0003_https_and_protocols.sql",
            "0004_certificates.sql",
            "0005_agents.sql",
            "0006_revisions.sql",
            "0007_webhooks.sql",
            "0008_webhook_sender.sql",
            "0009_tokens.sql",
            "0010_logins.sql",
            "0011_acme.sql",
            "0012_peer_tls.sql",
            "0013_sticky_pools.sql",
            "0014_peer_capacity.sql",
            "0015_site.sql",
            "0016_plain_on_purpose.sql",
            "0017_error_pages.sql",
            "0018_own_authority.sql",
            "0019_acme_refused_since.sql");

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    /** An arbitrary number that means this to every Sluice, today's and later ones. */
    private static final long LOCK = 0x534C5549_43450001L;

    private static final String BEGIN = "BEGIN; SET LOCAL client_min_messages = warning;"
            + " SELECT pg_advisory_xact_lock(" + LOCK + ");"
            + " CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, script text NOT NULL,"
            + " applied_at timestamptz NOT NULL DEFAULT now())";

    private Migrations() {}

    /** Runs what is missing. Fails with {@link SchemaTooNewException} if the database is ahead of us. */
    static Future<Void> run(PgConnection connection) {
        return next(connection).compose(more -> more ? run(connection) : Future.succeededFuture());
    }

    /** One step; true if there may be more. */
    private static Future<Boolean> next(PgConnection connection) {
        return Transactions.in(
                BEGIN, connection, open -> open.query("SELECT coalesce(max(version), 0) FROM schema_version")
                        .execute()
                        .compose(rows -> step(open, rows.iterator().next().getInteger(0))));
    }

    private static Future<Boolean> step(PgConnection connection, int version) {
        if (version > SCRIPTS.size()) {
            return Future.failedFuture(new SchemaTooNewException(version, SCRIPTS.size()));
        }
        if (version == SCRIPTS.size()) {
            return Future.succeededFuture(false);
        }
        String script = SCRIPTS.get(version);
        // The simple protocol takes a whole script, so nobody has to find out where a statement ends.
        return Transactions.simply(connection, text(script))
                .compose(done -> connection
                        .preparedQuery("INSERT INTO schema_version (version, script) VALUES ($1, $2)")
                        .execute(Tuple.of(version + 1, script)))
                .onSuccess(done -> LOG.info("database schema: {} applied", script))
                .map(true);
    }

    private static String text(String script) {
        try (InputStream in = Migrations.class.getResourceAsStream("/db/" + script)) {
            if (in == null) {
                throw new IllegalStateException("db/" + script + ": missing on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
