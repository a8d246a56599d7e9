package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.AgentJson;
import dev.sluice.admin.json.ForceJson;
import dev.sluice.core.port.AgentReception;
import dev.sluice.core.rule.PairingEdits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** Lets a gateway's agent in, and shuts it out. */
public final class PairingResource {

    private static final String ONE = Located.BASE + "/peers/{id}";

    private final Changes changes;
    private final AgentReception agents;

    public PairingResource(Changes changes, AgentReception agents) {
        this.changes = changes;
        this.agents = agents;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.admin("issuePairingCode", HttpMethod.POST, ONE + "/pairing-code", this::issue),
                Operation.admin("unpairPeer", HttpMethod.DELETE, ONE + "/pairing", this::unpair));
    }

    private Future<Answer> issue(Call call) {
        ForceJson.none(call.object());
        long peerId = call.id("id");
        PairingEdits.gateway(changes.snapshot().desired(), peerId);
        return changes.here(agents.issueCode(peerId, call.actor())).map(issued -> Answer.json(AgentJson.of(issued)));
    }

    private Future<Answer> unpair(Call call) {
        return changes.make(PairingEdits.unpair(call.id("id"), call.command())).map(done -> Answer.empty());
    }
}
