package dev.sluice.core.failover;

import dev.sluice.core.model.Wire;

/** The names that events have in the activity log, the event stream and webhooks. */
public enum EventName implements Wire {
    GATEWAY_DOWN(Severity.WARN),
    GATEWAY_ALIVE(Severity.INFO),
    GATEWAY_RECOVERY_INTERRUPTED(Severity.WARN),
    POOL_FAILOVER_ACTIVATED(Severity.WARN),
    POOL_FAILOVER_RESTORED(Severity.INFO),
    POOL_OUTAGE_STARTED(Severity.ERROR),
    POOL_OUTAGE_RESOLVED(Severity.INFO),
    ROUTE_OUTAGE_STARTED(Severity.ERROR),
    ROUTE_OUTAGE_RESOLVED(Severity.INFO),
    POOL_HAS_ONE_MEMBER(Severity.WARN),
    STANDBY_UNREADY(Severity.WARN),
    STANDBY_READY(Severity.INFO),
    ALL_PEERS_LOST(Severity.ERROR),
    CIRCUIT_OPENED(Severity.WARN),
    CIRCUIT_CLOSED(Severity.INFO),
    PEER_CREATED(Severity.INFO),
    PEER_UPDATED(Severity.INFO),
    PEER_DELETED(Severity.INFO),
    PEER_DRAINED(Severity.INFO),
    PEER_RESUMED(Severity.INFO),
    PAIRING_CODE_ISSUED(Severity.INFO),
    PEER_PAIRED(Severity.INFO),
    PEER_UNPAIRED(Severity.INFO),
    PEER_LAN_ADDRESS_ANNOUNCED(Severity.INFO),
    AUTHORITY_CREATED(Severity.INFO),
    POOL_CREATED(Severity.INFO),
    POOL_UPDATED(Severity.INFO),
    POOL_DELETED(Severity.INFO),
    ROUTE_CREATED(Severity.INFO),
    ROUTE_UPDATED(Severity.INFO),
    ROUTE_DELETED(Severity.INFO),
    ROUTES_MIGRATED(Severity.INFO),
    ROUTES_RELOCATED(Severity.INFO),
    L4_LISTENER_FAILED(Severity.ERROR),
    L4_LISTENER_OPENED(Severity.INFO),
    ROUTE_PIVOT_COMMANDED(Severity.INFO),
    ROUTE_FAILBACK_COMMANDED(Severity.INFO),
    PEER_FAILBACK_COMMANDED(Severity.INFO),
    PIVOT_BUDGET_EXCEEDED(Severity.WARN),
    CERTIFICATE_CREATED(Severity.INFO),
    CERTIFICATE_DELETED(Severity.INFO),
    CERTIFICATE_ISSUED(Severity.INFO),
    CERTIFICATE_RENEWED(Severity.INFO),
    CERTIFICATE_FAILED(Severity.WARN),
    CERTIFICATE_EXPIRING(Severity.WARN),
    CERTIFICATE_EXPIRED(Severity.ERROR),
    WEBHOOK_CREATED(Severity.INFO),
    WEBHOOK_UPDATED(Severity.INFO),
    WEBHOOK_DELETED(Severity.INFO),
    WEBHOOK_TEST(Severity.INFO),
    SETTINGS_UPDATED(Severity.INFO),
    SITE_UPDATED(Severity.INFO),
    TOKEN_CREATED(Severity.INFO),
    TOKEN_REVOKED(Severity.INFO),
    PASSWORD_CHANGED(Severity.WARN),
    SESSION_STARTED(Severity.INFO),
    SESSION_ENDED(Severity.INFO),
    LOGIN_LOCKED(Severity.WARN),
    STATE_RESTORED(Severity.WARN),
    DRILL_STARTED(Severity.INFO),
    DRILL_ENDED(Severity.INFO);

    private final Severity severity;

    EventName(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
