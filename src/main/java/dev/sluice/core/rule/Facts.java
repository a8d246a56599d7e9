package dev.sluice.core.rule;

import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Sticky;
import dev.sluice.core.model.Target;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.site.SiteFeature;
import dev.sluice.core.site.SiteFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Desired things as plain fields by their names on the wire: one spelling for answers and for audit events. */
public final class Facts {

    private Facts() {}

    public static Map<String, @Nullable Object> of(Peer peer) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", peer.id());
        fields.put("name", peer.name());
        fields.put("description", peer.description());
        fields.put("peer_type", peer.type().wire());
        fields.put("host", peer.host());
        fields.put("proxy_port", peer.proxyPort());
        fields.put("port", peer.port());
        fields.put("api_port", peer.apiPort());
        fields.put("lan_address", peer.lanAddress());
        fields.put("weight", peer.weight());
        fields.put("enabled", peer.enabled());
        fields.put("drained", peer.drained());
        fields.put("protocol", peer.protocol().wire());
        PeerTlsFields.write(peer.tls(), fields);
        fields.put("capacity", PeerCapacityFields.written(peer.capacity()));
        fields.put("probe", of(peer.probe()));
        return stamped(fields, peer.stamp());
    }

    private static Map<String, @Nullable Object> of(Probe probe) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", probe.kind().wire());
        fields.put("port", probe.port());
        fields.put("path", probe.path());
        fields.put("expect_status", probe.expectStatus());
        fields.put("interval", DurationText.format(probe.interval()));
        fields.put("fall", probe.fall());
        fields.put("rise", probe.rise());
        return fields;
    }

    public static Map<String, @Nullable Object> of(Pool pool) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", pool.id());
        fields.put("name", pool.name());
        fields.put("mode", pool.mode().wire());
        fields.put("lb_policy", pool.policy() == null ? null : pool.policy().wire());
        fields.put("failback_cooldown_s", pool.failbackCooldownS());
        fields.put("failback", pool.failback().wire());
        fields.put("outage_message", pool.outageMessage());
        fields.put("enabled", pool.enabled());
        fields.put("sticky", pool.sticky() == null ? null : of(pool.sticky()));
        SiteFeature.names(SiteFeature.OF_POOLS).forEach(feature -> fields.put(feature, null));
        fields.putAll(SiteFields.shown(pool.site()));
        fields.put("members", of(pool.members()));
        return stamped(fields, pool.stamp());
    }

    /** What is said for all routes. */
    public static Map<String, @Nullable Object> ofAllRoutes(Site site) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        SiteFeature.names(SiteFeature.OF_ALL_ROUTES).forEach(feature -> fields.put(feature, null));
        fields.putAll(SiteFields.shown(site));
        return fields;
    }

    private static Map<String, @Nullable Object> of(Sticky sticky) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("cookie", sticky.cookie());
        fields.put("max_age", sticky.maxAge() == null ? null : DurationText.format(sticky.maxAge()));
        return fields;
    }

    private static List<Map<String, @Nullable Object>> of(List<Member> members) {
        return members.stream().map(Facts::of).toList();
    }

    private static Map<String, @Nullable Object> of(Member member) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("peer_id", member.peerId());
        fields.put("priority", member.priority());
        return fields;
    }

    public static Map<String, @Nullable Object> of(Route route) {
        Target target = route.target();
        LanHost lan = target.lan();
        L4Listener l4 = route.l4();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", route.id());
        fields.put("domain", route.domain());
        fields.put("path_prefix", route.pathPrefix());
        fields.put("description", route.description());
        fields.put("enabled", route.enabled());
        fields.put("route_type", route.type().wire());
        fields.put("target_kind", target.kind());
        fields.put("target_peer_id", target.homeId() == 0 ? null : target.homeId());
        fields.put("target_pool_id", target.poolId() == 0 ? null : target.poolId());
        fields.put("target_lan_host", lan == null ? null : lan.host());
        fields.put("target_lan_port", lan == null ? null : lan.port());
        fields.put(
                "target_lan_tls", route.lanTls() == null ? null : route.lanTls().wire());
        fields.put("target_lan_mac", route.wakeMac());
        fields.put("target_port", target instanceof Target.Regular regular ? regular.port() : null);
        fields.put("failover", route.failover());
        fields.put("rescue", route.rescue());
        fields.put("https_enabled", route.httpsEnabled());
        fields.put("https_redirect", route.httpsRedirect());
        fields.put("hsts_max_age_s", route.hstsMaxAgeSeconds());
        SiteFeature.names().forEach(feature -> fields.put(feature, null));
        fields.putAll(SiteFields.shown(route.site()));
        fields.put("l4_protocol", l4 == null ? null : l4.protocol());
        fields.put("l4_listen_port", l4 == null ? null : l4.port());
        fields.put("l4_tls_mode", l4 == null ? null : l4.tlsMode().wire());
        return stamped(fields, route.stamp());
    }

    /** Without the chain, which is long, and without the key, which nobody is ever told. */
    public static Map<String, @Nullable Object> of(Certificate certificate) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", certificate.id());
        fields.putAll(of(certificate.facts()));
        return stamped(fields, certificate.stamp());
    }

    public static Map<String, @Nullable Object> of(CertificateFacts facts) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("names", facts.names());
        fields.put("not_before", facts.notBefore());
        fields.put("not_after", facts.notAfter());
        fields.put("issuer", facts.issuer());
        fields.put("key_type", facts.keyType());
        fields.put("fingerprint_sha256", facts.fingerprint());
        return fields;
    }

    /** Of its secrets only whether there are any. */
    public static Map<String, @Nullable Object> of(Webhook webhook) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", webhook.id());
        fields.put("name", webhook.name());
        fields.put("url", webhook.url());
        fields.put("events", webhook.events());
        fields.put("preset", webhook.preset().wire());
        fields.put("template", webhook.template());
        fields.put("enabled", webhook.enabled());
        fields.put("has_secret", webhook.secret() != null);
        fields.put("has_token", webhook.token() != null);
        return stamped(fields, webhook.stamp());
    }

    private static Map<String, @Nullable Object> stamped(Map<String, @Nullable Object> fields, Stamp stamp) {
        fields.put("created_at", stamp.createdAt());
        fields.put("updated_at", stamp.updatedAt());
        return fields;
    }
}
