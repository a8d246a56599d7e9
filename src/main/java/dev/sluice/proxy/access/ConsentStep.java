package dev.sluice.proxy.access;

import dev.sluice.core.site.ForwardAuth;
import dev.sluice.proxy.header.HopByHop;
import dev.sluice.proxy.header.RequestHead;
import dev.sluice.proxy.site.Reply;
import dev.sluice.proxy.site.Step;
import dev.sluice.proxy.site.Turn;
import dev.sluice.proxy.site.Visit;
import io.vertx.core.MultiMap;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets in whom another service consents to; its refusal is the visitor's answer. */
final class ConsentStep implements Step {

    private final ForwardAuth service;
    private final Doorkeeper keeper;

    ConsentStep(ForwardAuth service, Doorkeeper keeper) {
        this.service = service;
        this.keeper = keeper;
    }

    @Override
    public void take(Visit visit, Turn turn) {
        HostAndPort authority = visit.request().authority();
        QuestionFields.Facts facts = new QuestionFields.Facts(
                visit.origin().client(),
                visit.origin().scheme(),
                visit.request().method().name(),
                authority == null ? visit.origin().host() : authority.toString(),
                visit.origin().target());
        MultiMap fields = QuestionFields.of(visit.request().headers(), facts, service);
        Question question =
                Question.ask(keeper.vertx(), keeper.client(), service, fields, opinion -> decide(opinion, visit, turn));
        visit.whileWaiting(question::giveUp);
    }

    private void decide(Opinion opinion, Visit visit, Turn turn) {
        if (opinion instanceof Opinion.Consent consent) {
            visit.editUpstreamFields(fields -> tell(consent.fields(), fields));
            turn.passes();
        } else if (opinion instanceof Opinion.Refusal refusal) {
            turn.answers(new Reply(refusal.status(), passed(refusal.fields()), refusal.body()));
        } else if (opinion instanceof Opinion.None none) {
            turn.fails(none.why());
        }
    }

    private void tell(MultiMap consent, MultiMap fields) {
        for (String name : service.copyHeaders()) {
            SpokenFields.remove(fields, name);
            List<String> values = consent.getAll(name);
            if (!values.isEmpty()) {
                fields.set(name, values);
            }
        }
    }

    private static List<Map.Entry<String, String>> passed(MultiMap refusal) {
        HopByHop.Named named = HopByHop.named(refusal);
        List<Map.Entry<String, String>> passed = new ArrayList<>();
        for (Map.Entry<String, String> field : refusal) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            boolean ofMessage = HopByHop.isFixed(name) && !name.equals("proxy-authenticate")
                    || name.equals("content-length")
                    || name.equals("trailer");
            if (!ofMessage && !RequestHead.isOurs(name) && (named == null || !named.drops(name))) {
                passed.add(Map.entry(name, field.getValue()));
            }
        }
        return passed;
    }
}
