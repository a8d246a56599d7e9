package dev.sluice.store;

import dev.sluice.core.port.PairingCodes;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The pairing codes in Postgres, which alone says what time it is: several front doors may issue and redeem them. */
final class KeptPairingCodes implements PairingCodes {

    private static final String ISSUE = "INSERT INTO pairing_code (peer_id, sha256, expires_at)"
            + " SELECT id, $2, now() + $3::bigint * interval '1 millisecond' FROM peer WHERE id = $1"
            + " ON CONFLICT (peer_id) DO UPDATE"
            + " SET sha256 = EXCLUDED.sha256, expires_at = EXCLUDED.expires_at, used_at = NULL"
            + " RETURNING expires_at";
    private static final String REDEEM = "UPDATE pairing_code SET used_at = now()"
            + " WHERE sha256 = $1 AND used_at IS NULL AND expires_at > now() RETURNING peer_id";
    private static final String ANY_GOOD =
            "SELECT EXISTS (SELECT FROM pairing_code WHERE used_at IS NULL AND expires_at > now())";

    private final Lane lane;

    KeptPairingCodes(Lane lane) {
        this.lane = lane;
    }

    @Override
    public CompletionStage<Instant> issue(long peerId, byte[] sha256, Duration lifetime) {
        Tuple code = Tuple.of(peerId, Buffer.buffer(sha256), lifetime.toMillis());
        return run(connection -> connection.preparedQuery(ISSUE).execute(code).map(rows -> {
            if (rows.size() == 0) {
                throw new Rejection(RejectionCode.NOT_FOUND, "There is no peer " + peerId);
            }
            return Values.instant(rows.iterator().next(), "expires_at");
        }));
    }

    @Override
    public CompletionStage<Optional<Long>> redeem(byte[] sha256) {
        return run(connection -> connection
                .preparedQuery(REDEEM)
                .execute(Tuple.of(Buffer.buffer(sha256)))
                .map(KeptPairingCodes::firstId));
    }

    @Override
    public CompletionStage<Boolean> isAnyGood() {
        return run(connection -> connection.preparedQuery(ANY_GOOD).execute().map(rows -> rows.iterator()
                .next()
                .getBoolean(0)));
    }

    private static Optional<Long> firstId(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getLong(0));
    }

    private <T> CompletionStage<T> run(Function<PgConnection, Future<T>> work) {
        return lane.run(work)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }
}
