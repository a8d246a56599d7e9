package dev.sluice.imports.caddy;

import java.util.List;

/**
 * A site: what is done with requests to some addresses.
 *
 * @param where file and line of its first address
 * @param literal whether its directives act in the order in which they stand, as those of JSON do
 * @param redirects whether Caddy leads plain HTTP to HTTPS by itself
 */
record Site(String where, List<SiteAddress> addresses, List<Step> steps, boolean literal, boolean redirects) {

    Site {
        addresses = List.copyOf(addresses);
        steps = List.copyOf(steps);
    }
}
