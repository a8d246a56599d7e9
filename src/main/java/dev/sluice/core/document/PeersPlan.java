package dev.sluice.core.document;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.PeerFields;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.RejectionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The peers that a document wants. */
final class PeersPlan {

    private final Plan plan;
    private final Names names = new Names();
    private final List<Laid> laid = new ArrayList<>();

    private record Laid(String path, Peer peer) {}

    PeersPlan(Plan plan) {
        this.plan = plan;
        List<Map<String, Object>> entries = plan.entries(Section.PEERS);
        Names known = known(plan.before);
        for (int i = 0; entries != null && i < entries.size(); i++) {
            lay(Plan.path(Section.PEERS, i), entries.get(i), known);
        }
        if (plan.keepsOthers(Section.PEERS)) {
            plan.before.peers().values().forEach(peer -> {
                if (names.add(peer.name(), peer.id())) {
                    plan.peers.put(peer.id(), peer);
                }
            });
        }
    }

    static int fresh(Document document, Desired current) {
        return known(current).missing(document.of(Section.PEERS));
    }

    private static Names known(Desired desired) {
        return Names.of(desired.peers().values(), Peer::name, Peer::id);
    }

    /** Those of the state to be. */
    Names names() {
        return names;
    }

    private void lay(String path, Map<String, Object> entry, Names known) {
        Problems found = new Problems();
        plan.refuseUnknown(path, Section.PEERS, entry);
        Long id = known.id(entry.get("name"));
        Peer before = id == null ? null : plan.before.peer(id);
        Peer blank = before == null
                ? PeerFields.blank(plan.ids.next(Edit.Kind.PEER), false, plan.defaultProbe(), plan.context.created())
                : PeerFields.blank(before.id(), before.drained(), plan.defaultProbe(), before.stamp());
        Peer after = PeerFields.over(new Fields(entry, "", found), blank, plan.defaultProbe());
        if (!names.add(after.name(), after.id())) {
            found.add(RejectionCode.NAME_TAKEN, "name", after.name(), "a name that no other peer has");
        }
        plan.peers.put(after.id(), after);
        laid.add(new Laid(path, after));
        plan.tell(path, found);
    }

    /** Holds each that changes to the rules, in the state to be. */
    void check() {
        Desired state = plan.state();
        for (Laid each : laid) {
            if (!each.peer.equals(plan.before.peer(each.peer.id()))) {
                Problems found = new Problems();
                plan.rules.peers().check(each.peer, state, found);
                plan.tell(each.path, found);
            }
        }
    }
}
