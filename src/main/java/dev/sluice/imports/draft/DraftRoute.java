package dev.sluice.imports.draft;

import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Site;
import org.jspecify.annotations.Nullable;

/**
 * A route of the document.
 *
 * @param target the name of a peer or a pool
 * @param httpsEnabled false: plain on purpose
 * @param site what it does beside forwarding
 * @param l4 null for an HTTP route
 */
public record DraftRoute(
        String domain,
        String pathPrefix,
        String description,
        boolean enabled,
        Kind kind,
        String target,
        @Nullable LanHost lan,
        @Nullable LanTls lanTls,
        @Nullable String lanMac,
        @Nullable Integer targetPort,
        boolean httpsEnabled,
        @Nullable Boolean httpsRedirect,
        @Nullable Integer hstsSeconds,
        Site site,
        @Nullable L4Listener l4) {

    /** What the target is. */
    public enum Kind {
        GATEWAY,
        POOL,
        PEER
    }

    /** An HTTP route to an application or to a pool of them. */
    public static DraftRoute http(String domain, String pathPrefix, Kind kind, String target) {
        return new DraftRoute(
                domain, pathPrefix, "", true, kind, target, null, null, null, null, true, null, null, Site.PLAIN, null);
    }

    /** What no other route may have. */
    public String key() {
        return l4 == null ? domain + pathPrefix : l4.port() + " " + domain;
    }

    /** What people call it. */
    public String label() {
        if (l4 != null) {
            return (domain.isEmpty() ? l4.protocol() : domain) + ":" + l4.port();
        }
        return pathPrefix.equals("/") ? domain : domain + pathPrefix;
    }

    /** This route switched off, with the reason where people see it. */
    public DraftRoute off(String why) {
        return new DraftRoute(
                domain,
                pathPrefix,
                why,
                false,
                kind,
                target,
                lan,
                lanTls,
                lanMac,
                targetPort,
                httpsEnabled,
                httpsRedirect,
                hstsSeconds,
                site,
                l4);
    }

    /** This route, which does that beside forwarding. */
    public DraftRoute with(Site wanted) {
        return new DraftRoute(
                domain,
                pathPrefix,
                description,
                enabled,
                kind,
                target,
                lan,
                lanTls,
                lanMac,
                targetPort,
                httpsEnabled,
                httpsRedirect,
                hstsSeconds,
                wanted,
                l4);
    }

    /** This route with what browsers are told of HTTPS. */
    public DraftRoute browsers(@Nullable Boolean redirect, @Nullable Integer hsts) {
        return secured(true, redirect, hsts);
    }

    /** This route for those who ask over plain HTTP alone. */
    public DraftRoute plainOnPurpose() {
        return secured(false, null, null);
    }

    private DraftRoute secured(boolean https, @Nullable Boolean redirect, @Nullable Integer hsts) {
        return new DraftRoute(
                domain,
                pathPrefix,
                description,
                enabled,
                kind,
                target,
                lan,
                lanTls,
                lanMac,
                targetPort,
                https,
                redirect,
                hsts,
                site,
                l4);
    }
}
