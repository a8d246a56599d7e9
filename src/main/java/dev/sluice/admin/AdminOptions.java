package dev.sluice.admin;

import dev.sluice.admin.http.TokenBook;
import dev.sluice.core.model.Probe;
import dev.sluice.core.port.ShownSetting;
import dev.sluice.core.rule.Features;
import dev.sluice.core.rule.ForbiddenTargets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the admin API is set up.
 *
 * @param host the address it listens on
 * @param port 0 for any free one
 * @param hosts further names that it answers under
 * @param fixedToken a token that always opens everything, for automation; null for none
 * @param logins how the operator logs in
 * @param defaultProbe how a peer is observed of which nothing else is said
 * @param features what is not locked now
 * @param settings what the process runs with now
 * @param version of this program
 * @param frontDoor the name of this process among others on one database
 */
public record AdminOptions(
        String host,
        int port,
        List<String> hosts,
        @Nullable String fixedToken,
        LoginOptions logins,
        Probe defaultProbe,
        ForbiddenTargets forbidden,
        Supplier<Features> features,
        Supplier<List<ShownSetting>> settings,
        String version,
        String frontDoor) {

    public AdminOptions {
        hosts = List.copyOf(hosts);
        if (fixedToken != null && fixedToken.length() < TokenBook.SHORTEST_FIXED) {
            throw new IllegalArgumentException("SLUICE_ADMIN_TOKEN has " + fixedToken.length()
                    + " characters, expected at least " + TokenBook.SHORTEST_FIXED);
        }
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "AdminOptions[" + host + ":" + port + ", hosts " + hosts + ", fixed token "
                + (fixedToken == null ? "none" : "set") + "]";
    }
}
