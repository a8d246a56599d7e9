/** Tests of what routes do beside forwarding. */
@NullMarked
package dev.sluice.proxy.site;

import org.jspecify.annotations.NullMarked;
