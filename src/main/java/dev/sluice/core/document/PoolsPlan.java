package dev.sluice.core.document;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.PoolFields;
import dev.sluice.core.rule.PoolRules;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.RejectionCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pools that a document wants, and who is in them. */
final class PoolsPlan {

    private final Plan plan;
    private final Names peers;
    private final Names names = new Names();
    private final List<Laid> laid = new ArrayList<>();

    private record Laid(String path, Pool pool) {}

    PoolsPlan(Plan plan, PeersPlan peers) {
        this.plan = plan;
        this.peers = peers.names();
        List<Map<String, Object>> entries = plan.entries(Section.GATEWAY_POOLS);
        Names known = known(plan.before);
        for (int i = 0; entries != null && i < entries.size(); i++) {
            lay(Plan.path(Section.GATEWAY_POOLS, i), entries.get(i), known);
        }
        if (plan.keepsOthers(Section.GATEWAY_POOLS)) {
            plan.before.pools().values().forEach(this::keep);
        }
    }

    static int fresh(Document document, Desired current) {
        return known(current).missing(document.of(Section.GATEWAY_POOLS));
    }

    private static Names known(Desired desired) {
        return Names.of(desired.pools().values(), Pool::name, Pool::id);
    }

    /** Those of the state to be. */
    Names names() {
        return names;
    }

    /** A peer that goes takes its places in pools with it. */
    private void keep(Pool pool) {
        if (names.add(pool.name(), pool.id())) {
            List<Member> rest = pool.members().stream()
                    .filter(member -> plan.peers.containsKey(member.peerId()))
                    .toList();
            plan.pools.put(pool.id(), rest.equals(pool.members()) ? pool : pool.with(rest, pool.stamp()));
        }
    }

    private void lay(String path, Map<String, Object> entry, Names known) {
        Problems found = new Problems();
        plan.refuseUnknown(path, Section.GATEWAY_POOLS, entry);
        Long id = known.id(entry.get("name"));
        Pool before = id == null ? null : plan.before.pool(id);
        Pool blank = before == null
                ? PoolFields.blank(plan.ids.next(Edit.Kind.POOL), plan.context.created())
                : PoolFields.blank(before.id(), before.stamp());
        Fields in = new Fields(entry, "", found);
        in.ignore("members").require("failback_cooldown_s", PoolFields.COOLDOWN);
        Pool read = PoolFields.over(in, blank);
        Pool after = read.with(members(in, before, found), read.stamp());
        if (!names.add(after.name(), after.id())) {
            found.add(RejectionCode.NAME_TAKEN, "name", after.name(), "a name that no other pool has");
        }
        plan.pools.put(after.id(), after);
        laid.add(new Laid(path, after));
        plan.tell(path, found);
    }

    /** In the order of the list; priorities that put the same peers in the same order are as good as any. */
    private List<Member> members(Fields in, @Nullable Pool before, Problems found) {
        List<?> wanted = in.given("members") ? in.list("members") : List.of();
        Set<Long> ids = new LinkedHashSet<>();
        for (int i = 0; wanted != null && i < wanted.size(); i++) {
            Long id = member("members[" + i + "]", wanted.get(i), found);
            if (id != null && !ids.add(id)) {
                found.add(RejectionCode.DUPLICATE_PEER, "members[" + i + "]", wanted.get(i), "each peer once");
            }
        }
        List<Member> kept = before == null ? List.of() : before.members();
        if (kept.stream().map(Member::peerId).toList().equals(List.copyOf(ids))) {
            return kept;
        }
        List<Member> members = new ArrayList<>();
        ids.forEach(id -> members.add(new Member(id, members.size() + 1)));
        return members;
    }

    private @Nullable Long member(String path, @Nullable Object name, Problems found) {
        Long id = peers.id(name);
        if (id == null) {
            found.add(RejectionCode.PEER_NOT_FOUND, path, name, "the name of a peer");
            return null;
        }
        Peer peer = Objects.requireNonNull(plan.peers.get(id));
        if (peer.type() != PeerType.GATEWAY) {
            found.add(RejectionCode.PEER_NOT_GATEWAY, path, name, "a gateway peer; " + peer.name() + " is regular");
        }
        return id;
    }

    /** Holds each that changes to the rules. */
    void check() {
        for (Laid each : laid) {
            if (!each.pool.equals(plan.before.pool(each.pool.id()))) {
                Problems found = new Problems();
                PoolRules.check(each.pool, found);
                plan.tell(each.path, found);
            }
        }
    }
}
