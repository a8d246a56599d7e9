package dev.sluice.core.document;

import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.site.SiteFields;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes desired states down: equal ones alike, whatever their ids and their history are. */
public final class Documents {

    private Documents() {}

    /** All of that state that a document tells of, in canonical order: every field that has a value. */
    public static Document of(Desired desired) {
        return of(desired, true);
    }

    /** The same for everybody's eyes: without hashes of passwords. */
    public static Document shown(Desired desired) {
        return of(desired, false);
    }

    private static Document of(Desired desired, boolean whole) {
        Map<Section, List<Map<String, Object>>> sections = new EnumMap<>(Section.class);
        sections.put(
                Section.PEERS,
                desired.peers().values().stream()
                        .sorted(Comparator.comparing(Peer::name))
                        .map(Documents::entry)
                        .toList());
        sections.put(
                Section.GATEWAY_POOLS,
                desired.pools().values().stream()
                        .sorted(Comparator.comparing(Pool::name))
                        .map(pool -> entry(pool, desired))
                        .toList());
        sections.put(
                Section.ROUTES,
                desired.routes().values().stream()
                        .sorted(Comparator.comparing(RouteKey::of))
                        .map(route -> entry(route, desired, whole))
                        .toList());
        sections.put(
                Section.WEBHOOKS,
                desired.webhooks().values().stream()
                        .sorted(Comparator.comparing(Webhook::name))
                        .map(Documents::entry)
                        .toList());
        sections.put(
                Section.SITE,
                List.of(entry(Section.SITE, Facts.ofAllRoutes(desired.overall().site()))));
        return new Document(sections);
    }

    static Map<String, Object> entry(Peer peer) {
        return entry(Section.PEERS, Facts.of(peer));
    }

    static Map<String, Object> entry(Pool pool, Desired desired) {
        Map<String, @Nullable Object> facts = Facts.of(pool);
        facts.put(
                "members",
                pool.members().stream()
                        .map(Member::peerId)
                        .map(desired::peer)
                        .filter(Objects::nonNull)
                        .map(peer -> Objects.requireNonNull(peer).name())
                        .toList());
        return entry(Section.GATEWAY_POOLS, facts);
    }

    private static Map<String, Object> entry(Route route, Desired desired, boolean whole) {
        Map<String, @Nullable Object> facts = Facts.of(route);
        if (whole) {
            facts.putAll(SiteFields.written(route.site()));
        }
        Peer peer = desired.peer(route.target().homeId());
        Pool pool = desired.pool(route.target().poolId());
        facts.put("target_peer", peer == null ? null : peer.name());
        facts.put("target_pool", pool == null ? null : pool.name());
        return entry(Section.ROUTES, facts);
    }

    /** Not whether it has secrets: a document brings none. */
    static Map<String, Object> entry(Webhook webhook) {
        return entry(Section.WEBHOOKS, Facts.of(webhook));
    }

    private static Map<String, Object> entry(Section section, Map<String, @Nullable Object> facts) {
        Map<String, Object> entry = new LinkedHashMap<>();
        for (String field : section.fields()) {
            Object value = facts.get(field);
            if (value != null) {
                entry.put(field, value instanceof Map<?, ?> inner ? Document.withoutNulls(inner) : value);
            }
        }
        return entry;
    }

    /** What may be told of certificates: names, expiry and fingerprint; the soonest to expire first. */
    public static List<Map<String, Object>> certificates(Stream<CertificateFacts> all) {
        return all.sorted(Comparator.comparing(CertificateFacts::notAfter).thenComparing(CertificateFacts::fingerprint))
                .map(facts -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("names", facts.names());
                    entry.put("not_after", facts.notAfter().toString());
                    entry.put("fingerprint_sha256", facts.fingerprint());
                    return entry;
                })
                .toList();
    }
}
