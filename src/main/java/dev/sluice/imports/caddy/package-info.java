/** What Caddy was told, read from a Caddyfile or from its JSON, and made into peers, pools and routes as far as they can say it. */
@NullMarked
package dev.sluice.imports.caddy;

import org.jspecify.annotations.NullMarked;
