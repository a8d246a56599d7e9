/** What becomes of header fields on their way through: hop-by-hop, forwarded, gateway and identity rules. */
@NullMarked
package dev.sluice.proxy.header;

import org.jspecify.annotations.NullMarked;
