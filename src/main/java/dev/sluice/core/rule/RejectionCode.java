package dev.sluice.core.rule;

import dev.sluice.core.model.Wire;

/** Why a commanded change was refused, with the HTTP status that says so. */
public enum RejectionCode implements Wire {
    INVALID(400),
    TARGET_FORBIDDEN(400),
    CONFLICTING_TARGET(400),
    TARGET_POOL_NOT_FOUND(400),
    TARGET_POOL_EMPTY(400),
    LB_POLICY_REQUIRED(400),
    DUPLICATE_PEER(400),
    PEER_NOT_GATEWAY(400),
    PEER_NOT_FOUND(400),
    PEER_NOT_CANDIDATE(400),
    FEATURE_LOCKED(403),
    NOT_FOUND(404),
    POOL_NOT_FOUND(404),
    NAME_TAKEN(409),
    ROUTE_EXISTS(409),
    CERTIFICATE_EXISTS(409),
    L4_PORT_BLOCKED(409),
    L4_PORT_CONFLICT(409),
    L4_PORT_IN_USE(409),
    POOL_IN_USE(409),
    LAST_MEMBER_IN_USE(409),
    GATEWAY_IS_FAILOVER_HOME(409),
    LOOPBACK_ROUTE(409),
    DRAIN_WOULD_STOP_ROUTES(409),
    DRILL_WOULD_STOP_ROUTES(409),
    DRILL_RUNNING(409),
    AGENT_LISTENER_REFUSED(409),
    STALE(412);

    private final int status;

    RejectionCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
