package dev.sluice.store;

import static dev.sluice.store.FreshDatabase.await;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.model.CertificateFacts;
import dev.sluice.core.model.CertificateSource;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Committed;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Edited;
import dev.sluice.core.site.SiteFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The one suite that proves every kind of Postgres: each test of a class below this runs once over each. */
@Execution(ExecutionMode.CONCURRENT) // each of them has a database of its own
@ParameterizedClass
@EnumSource(PostgresKind.class)
abstract class StoreSuite {
    @Parameter
    PostgresKind kind;

    FreshDatabase database;
    Store store;

    @BeforeEach
    void open() throws Exception {
        database = FreshDatabase.on(kind);
        store = database.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    Committed change(Edit edit) {
        return await(store.desiredState().change(edit));
    }

    /** Makes one thing of a kind. */
    long make(Edit.Kind what, BiFunction<Desired, EditContext, Desired> how) {
        return change(making(what, how)).subjectId();
    }

    static Edit making(Edit.Kind what, BiFunction<Desired, EditContext, Desired> how) {
        return Edit.creating(
                what,
                (desired, context) ->
                        new Edited(how.apply(desired, context), List.of(audit(context, "made " + what)), context.id()));
    }

    static Edit editing(BiFunction<Desired, EditContext, Desired> how) {
        return (desired, context) -> new Edited(how.apply(desired, context), List.of(audit(context, "edited")), 0);
    }

    static Event audit(EditContext context, String message) {
        return Event.of(EventName.ROUTE_UPDATED, context.now(), "tester", message, Map.of());
    }

    long gateway(String name) {
        return make(Edit.Kind.PEER, (desired, context) -> desired.with(gateway(context.id(), name, context.created())));
    }

    static Peer gateway(long id, String name, Stamp stamp) {
        return new Peer(
                id,
                name,
                "",
                PeerType.GATEWAY,
                "10.0.0.1",
                18080,
                null,
                9876,
                null,
                1,
                true,
                false,
                PeerProtocol.HTTP1,
                Probe.DEFAULT,
                stamp);
    }

    long pool(String name, long... peers) {
        List<Member> members = java.util.stream.LongStream.of(peers)
                .mapToObj(id -> new Member(id, (int) id))
                .toList();
        return make(
                Edit.Kind.POOL,
                (desired, context) -> desired.with(new Pool(
                        context.id(),
                        name,
                        PoolMode.FAILOVER,
                        null,
                        60,
                        Failback.AUTO,
                        null,
                        true,
                        members,
                        context.created())));
    }

    long route(String domain, Target target) {
        return make(
                Edit.Kind.ROUTE,
                (desired, context) -> desired.with(route(context.id(), domain, target, context.created())));
    }

    static Route route(long id, String domain, Target target, Stamp stamp) {
        return new Route(
                id, domain, "/", "", true, RouteType.HTTP, target, true, true, null, null, null, null, null, stamp);
    }

    /** One that says something in every field in which most say nothing. */
    static Route sentToHttps(EditContext context, long peer) {
        return new Route(
                context.id(),
                "safe.example",
                "/",
                "",
                true,
                RouteType.HTTP,
                pinned(peer),
                true,
                true,
                true,
                false,
                Route.LONGEST_HSTS_S,
                LanTls.parse("sha256:" + "0a".repeat(32)),
                "00:11:32:aa:bb:cc",
                SiteFields.read(Map.of("maintenance", Map.of("message", "soon"), "headers", Map.of("security", true))),
                null,
                context.created());
    }

    static final Authority AUTHORITY =
            new Authority("-----BEGIN CA\n", sealed("ca"), "-----BEGIN DOOR\n", sealed("door"));

    static Pairing pairing(long peer) {
        return new Pairing(
                peer,
                Hop.SECRET,
                String.format("%064x", peer),
                sealed("hop"),
                sealed("api"),
                Instant.parse("2026-11-29T10:00:00.123456Z"),
                "1.2.3",
                "192.168.1.2");
    }

    private static SealedKey sealed(String what) {
        return new SealedKey("key of " + what, "box of " + what);
    }

    static Certificate certificate(long id, Stamp stamp) {
        CertificateFacts facts = new CertificateFacts(
                List.of("shop.example", "*.shop.example", "::1"),
                stamp.createdAt(),
                stamp.createdAt().plusSeconds(86_400),
                "CN=Größte CA",
                "EC",
                String.format("%064x", id));
        return new Certificate(
                id, CertificateSource.API, facts, "-----BEGIN\nAAA=\n", new SealedKey("0123", "c2VhbGVk"), stamp);
    }

    static Target pinned(long peer) {
        return new Target.Gateway(peer, new LanHost("192.168.1.5", 5001));
    }
}
