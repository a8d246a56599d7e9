package dev.sluice.imports.caddy;

import dev.sluice.core.rule.DomainSyntax;
import dev.sluice.imports.UnreadableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests reach a place of a site, and what was said about them on the way there.
 *
 * @param hosts one of these
 * @param spans below one of these
 * @param conditions what else must be so, in the file's own words; empty for nothing
 * @param addresses clients of whom all of these are true
 * @param reasons why routes here are switched off
 * @param hstsSeconds what browsers are told; null for nothing
 * @param features what routes here do beside forwarding
 */
record Scope(
        List<Host> hosts,
        List<Span> spans,
        List<String> conditions,
        List<Addresses> addresses,
        List<Reason> reasons,
        @Nullable Integer hstsSeconds,
        Features features) {

    Scope {
        hosts = List.copyOf(hosts);
        spans = List.copyOf(spans);
        conditions = List.copyOf(conditions);
        addresses = List.copyOf(addresses);
        reasons = List.copyOf(reasons);
    }

    /** A site's, of which nothing was said. */
    static Scope of(List<Host> hosts) {
        return new Scope(hosts, List.of(Span.ALL), List.of(), List.of(), List.of(), null, Features.NONE);
    }

    /** The part of this for which the matcher is; its paths that no route can stand for are left away. */
    Scope narrowed(Match match) {
        Set<Span> inner = new LinkedHashSet<>();
        for (Span outer : spans) {
            for (Span span : Span.of(match.paths()).spans()) {
                Span both = outer.and(span);
                if (both != null && inner.add(both) && inner.size() > Span.MOST) {
                    throw new UnreadableException(
                            match.text(), "over " + Span.MOST + " paths within others; expected fewer");
                }
            }
        }
        List<String> more = new ArrayList<>(conditions);
        List<Addresses> clients = new ArrayList<>(addresses);
        if (match.addresses() != null) {
            clients.add(match.addresses());
        } else if (!match.isPlain()) {
            more.add(match.text() + " (" + String.join(", ", match.others()) + ")");
        }
        return new Scope(hosts(match), List.copyOf(inner), more, clients, reasons, hstsSeconds, features);
    }

    private List<Host> hosts(Match match) {
        if (match.hosts().isEmpty()) {
            return hosts;
        }
        List<Host> inner = new ArrayList<>();
        for (String text : match.hosts()) {
            String domain = DomainSyntax.normalise(text);
            for (Host host : hosts) {
                if (domain != null && host.covers(domain)) {
                    inner.add(host.narrowed(domain));
                    break;
                }
            }
        }
        return inner;
    }

    Scope with(List<Reason> all, @Nullable Integer hsts) {
        return new Scope(hosts, spans, conditions, addresses, all, hsts, features);
    }

    Scope with(Features others) {
        return new Scope(hosts, spans, conditions, addresses, reasons, hstsSeconds, others);
    }

    /** This, with routes that are for those clients alone; what no route can pick out becomes a condition. */
    Scope admitting(Step step) {
        List<String> more = new ArrayList<>(conditions);
        Features all = features;
        for (Addresses clients : addresses) {
            Told told = Told.differs(
                            step.where(),
                            clients.text(),
                            "access: everybody else gets 403, by the address behind trusted-proxies")
                    .guarding();
            Features admitted = clients.admitted(all, told);
            if (admitted == null) {
                more.add(clients.text());
            }
            all = admitted == null ? all : admitted;
        }
        return new Scope(hosts, spans, more, List.of(), reasons, hstsSeconds, all);
    }

    /** Whether every request to its hosts gets here. */
    boolean isWhole() {
        return !isConditional() && spans.equals(List.of(Span.ALL));
    }

    boolean isConditional() {
        return !conditions.isEmpty() || !addresses.isEmpty();
    }
}
