package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Shade;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the pools with their members. */
@Command(
        name = "pools",
        description = "List the pools with their members, the primary first.",
        footer = {"  sluice pools", "  sluice pools --json"})
final class PoolsCommand extends ApiCommand {

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.all("/gateway-pools");
    }

    @Override
    void show(JsonObject pools, JsonApi api) {
        Table table = new Table("POOL", "MODE", "FAILBACK", "COOLDOWN", "MEMBERS");
        for (JsonObject pool : Items.of(pools)) {
            String policy = pool.getString("lb_policy");
            boolean enabled = pool.getBoolean("enabled");
            List<JsonObject> members = Items.of(pool.getJsonArray("members"));
            table.row(
                    Cell.of(
                            pool.getString("name") + (enabled ? "" : " (disabled)"),
                            enabled ? Shade.PLAIN : Shade.FAINT),
                    Cell.of(policy == null ? pool.getString("mode") : policy),
                    Cell.of(pool.getString("failback")),
                    Cell.of(pool.getInteger("failback_cooldown_s") + " s"),
                    Cell.of(
                            members.isEmpty()
                                    ? null
                                    : members.stream().map(PoolsCommand::member).collect(Collectors.joining(", ")),
                            shade(members)));
        }
        print(table, "There is no pool.");
    }

    private static String member(JsonObject member) {
        String how = !member.getBoolean("enabled")
                ? "disabled"
                : member.getBoolean("drained") ? "drained" : String.valueOf(member.getString("state"));
        return member.getString("peer_name") + " " + how;
    }

    private static Shade shade(List<JsonObject> members) {
        long usable =
                members.stream().filter(one -> member(one).endsWith(" alive")).count();
        return usable == members.size() ? Shade.GOOD : usable == 0 ? Shade.BAD : Shade.WARN;
    }
}
