package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.core.port.Backup;
import dev.sluice.core.port.Backups;
import dev.sluice.core.rule.Restoration;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Everything that is to be kept, as one file, and the way back. */
public final class BackupResource {

    private final Changes changes;
    private final Backups backups;

    public BackupResource(Changes changes, Backups backups) {
        this.changes = changes;
        this.backups = backups;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.admin("takeBackup", HttpMethod.GET, Located.BASE + "/backup", this::take),
                Operation.admin("restoreBackup", HttpMethod.POST, Located.BASE + "/restore", this::restore));
    }

    private Future<Answer> take(Call call) {
        return changes.here(backups.take())
                .map(text -> Answer.text(
                        "application/json",
                        Buffer.buffer(text),
                        Map.of("Content-Disposition", "attachment; filename=\"sluice-backup.json\"")));
    }

    /** The state first: without it, history and tokens would speak of things that are not there. */
    private Future<Answer> restore(Call call) {
        boolean replace = call.flag("replace");
        Backup backup = backups.read(call.text());
        return changes.here(backups.reserve(backup))
                .compose(v -> changes.make(Restoration.of(backup.desired(), replace, call.command())))
                .compose(done -> changes.here(backups.bringBack(backup))
                        .map(v -> Answer.json(new JsonObject()
                                .put("revision", done.desired().revision())
                                .put("peers", backup.desired().peers().size())
                                .put("gateway_pools", backup.desired().pools().size())
                                .put("routes", backup.desired().routes().size())
                                .put(
                                        "certificates",
                                        backup.desired().certificates().size())
                                .put("webhooks", backup.desired().webhooks().size())
                                .put("pairings", backup.desired().pairings().size())
                                .put("tokens", backup.tokens().size())
                                .put("events", backup.history().size()))));
    }
}
