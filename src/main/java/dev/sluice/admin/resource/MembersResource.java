package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.IfMatch;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.MemberJson;
import dev.sluice.admin.json.PoolJson;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Pool;
import dev.sluice.core.rule.Features;
import dev.sluice.core.rule.MemberEdits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Who is in a pool, in which order. The validator of a pool covers its members. */
public final class MembersResource {

    private static final String ALL = Located.BASE + "/gateway-pools/{id}/members";
    private static final String ONE = ALL + "/{peer_id}";

    private final Changes changes;
    private final Supplier<Features> features;

    public MembersResource(Changes changes, Supplier<Features> features) {
        this.changes = changes;
        this.features = features;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("listMembers", ALL, this::list),
                Operation.admin("replaceMembers", HttpMethod.PUT, ALL, this::replace),
                Operation.admin("addMember", HttpMethod.POST, ALL, this::add),
                Operation.admin("updateMember", HttpMethod.PUT, ONE, this::prioritise),
                Operation.admin("removeMember", HttpMethod.DELETE, ONE, this::remove));
    }

    private Future<Answer> list(Call call) {
        Snapshot now = changes.snapshot();
        Pool pool = PoolsResource.find(call.id("id"), now);
        Answer page = call.page(PoolJson.members(pool, now), member -> member);
        return Future.succeededFuture(tagged(page, pool));
    }

    private Future<Answer> replace(Call call) {
        JsonObject body = call.objectOrArrayOf("members");
        return changes.make(features.get()
                        .allowing(MemberEdits.replace(
                                call.id("id"), (none, problems) -> MemberJson.list(body, problems), call.command())))
                .map(done -> all(done.subjectId(), changes.after(done)));
    }

    private Future<Answer> add(Call call) {
        JsonObject body = call.object();
        return changes.make(features.get()
                        .allowing(MemberEdits.add(
                                call.id("id"), (none, problems) -> MemberJson.one(body, problems), call.command())))
                .map(done -> {
                    Snapshot now = changes.after(done);
                    Pool pool = PoolsResource.find(done.subjectId(), now);
                    Object peerId = body.getValue("peer_id");
                    long id = peerId instanceof Number number ? number.longValue() : 0;
                    String path = "/gateway-pools/" + pool.id() + "/members";
                    return Located.created(path, id, member(pool, id, now), pool.stamp());
                });
    }

    private Future<Answer> prioritise(Call call) {
        JsonObject body = call.object();
        long peerId = call.id("peer_id");
        return changes.make(features.get()
                        .allowing(MemberEdits.prioritise(
                                call.id("id"),
                                peerId,
                                (present, problems) -> MemberJson.priority(body, present, problems),
                                call.command())))
                .map(done -> {
                    Snapshot now = changes.after(done);
                    Pool pool = PoolsResource.find(done.subjectId(), now);
                    return Located.shown(member(pool, peerId, now), pool.stamp());
                });
    }

    private Future<Answer> remove(Call call) {
        return changes.make(MemberEdits.remove(call.id("id"), call.id("peer_id"), call.command()))
                .map(done -> Answer.empty());
    }

    /** A pool's members are few: the answer to their replacement shows them all. */
    private static Answer all(long poolId, Snapshot now) {
        Pool pool = PoolsResource.find(poolId, now);
        JsonArray items = new JsonArray();
        PoolJson.members(pool, now).forEach(items::add);
        JsonObject body = new JsonObject()
                .put("items", items)
                .put("total", items.size())
                .put("limit", Math.max(items.size(), 1))
                .put("offset", 0);
        return tagged(Answer.json(body), pool);
    }

    private static JsonObject member(Pool pool, long peerId, Snapshot now) {
        return PoolJson.members(pool, now).stream()
                .filter(member -> member.getLong("peer_id") == peerId)
                .findFirst()
                .orElseThrow(() -> new ApiProblem(404, "not_found", "The peer is not a member of this pool any more"));
    }

    private static Answer tagged(Answer answer, Pool pool) {
        return new Answer(answer.status(), answer.type(), answer.body(), Map.of("ETag", IfMatch.tag(pool.stamp())));
    }
}
