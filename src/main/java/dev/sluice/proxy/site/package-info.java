/** What routes do beside forwarding: the steps before it, and what becomes of the header fields. */
@NullMarked
package dev.sluice.proxy.site;

import org.jspecify.annotations.NullMarked;
