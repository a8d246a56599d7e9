package dev.sluice.core.agent;

import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Route;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one route to all agents that see its LAN host alike; they share it. One of the two is null.
 *
 * @param contents digest of all that is told of it
 */
record Telling(
        LanHost lan, @Nullable AgentRoute route, @Nullable AgentL4Route l4Route, byte[] contents) {

    static Telling of(Route route, LanHost lan) {
        L4Listener l4 = route.l4();
        return l4 == null
                ? of(new AgentRoute(
                        route.id(), route.domain(), route.pathPrefix(), lan, route.lanTls(), route.wakeMac()))
                : of(new AgentL4Route(route.id(), route.domain(), l4.port(), l4.tlsMode(), lan, route.wakeMac()));
    }

    static Telling of(AgentRoute told) {
        LanTls tls = told.lanTls();
        byte[] contents = Contents.of(
                "route",
                told.id(),
                told.domain(),
                told.pathPrefix(),
                told.lan().host(),
                told.lan().port(),
                tls == null ? null : tls.wire(),
                told.wakeMac());
        return new Telling(told.lan(), told, null, contents);
    }

    static Telling of(AgentL4Route told) {
        byte[] contents = Contents.of(
                "l4",
                told.id(),
                told.domain(),
                told.listenPort(),
                told.tls().wire(),
                told.lan().host(),
                told.lan().port(),
                told.wakeMac());
        return new Telling(told.lan(), null, told, contents);
    }
}
