package dev.sluice.imports.caddy;

import java.util.List;

/**
 * What Caddy was told, in one form for both of its languages.
 *
 * @param sites in the order of the file
 */
record CaddyConfig(Ports ports, List<Site> sites) {

    CaddyConfig {
        sites = List.copyOf(sites);
    }
}
