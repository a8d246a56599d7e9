package dev.sluice.admin.json;

import dev.sluice.core.rule.MigrateRoutes.Wanted;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;

/** What a migration of routes asks for. */
public final class MigrateJson {

    private MigrateJson() {}

    public static Wanted read(JsonObject body, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        Wanted wanted = new Wanted(in.ids("route_ids"), in.flag("allow_loopback", false, false));
        in.done();
        return wanted;
    }
}
