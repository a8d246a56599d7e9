package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.IfMatch;
import dev.sluice.admin.http.Operation;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Probe;
import dev.sluice.core.port.ShownSetting;
import dev.sluice.core.rule.Pace;
import dev.sluice.core.rule.SettingEdits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the process runs with, and the part of it that changes without a restart. */
public final class SettingsResource {

    private static final String PATH = Located.BASE + "/settings";

    private final Changes changes;
    private final Supplier<List<ShownSetting>> settings;
    private final SettingEdits edits;

    /**
     * The settings' resource.
     *
     * @param process the pace of probes that the process was started with
     */
    public SettingsResource(Changes changes, Supplier<List<ShownSetting>> settings, Probe process) {
        this.changes = changes;
        this.settings = settings;
        this.edits = new SettingEdits(
                process, settings.get().stream().map(ShownSetting::path).toList());
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get(
                        "getSettings",
                        PATH,
                        call -> Future.succeededFuture(shown(changes.snapshot().desired()))),
                Operation.admin("updateSettings", HttpMethod.PUT, PATH, this::update));
    }

    private Future<Answer> update(Call call) {
        return changes.make(edits.update(call.object().getMap(), call.command()))
                .map(done -> shown(changes.after(done).desired()));
    }

    private Answer shown(Desired desired) {
        JsonArray items = new JsonArray();
        settings.get()
                .forEach(setting -> items.add(json(setting, desired.settings().get(setting.path()))));
        JsonObject body = new JsonObject().put("items", items);
        return Answer.json(200, body, Map.of("ETag", IfMatch.tag(desired.revision())));
    }

    /**
     * One of them.
     *
     * @param said what the API was told; null if the process's own value counts
     */
    private static JsonObject json(ShownSetting setting, @Nullable String said) {
        boolean live = Pace.SETTINGS.contains(setting.path());
        String takes = live ? "effect_at_once" : setting.reloads() ? "reload" : "restart";
        String source = setting.source();
        String from = source == null ? "default" : source.equals(setting.variable()) ? "environment" : "file";
        return new JsonObject()
                .put("path", setting.path())
                .put("variable", setting.variable())
                .put("value", said == null ? setting.value() : said)
                .put("default", setting.preset())
                .put("source", said == null ? from : "api")
                .put("from", said == null ? source : null)
                .put("takes", takes)
                .put("meaning", setting.meaning());
    }
}
