/** Which certificates are to be obtained, and when: pure rules for the authority's room. */
@NullMarked
package dev.sluice.core.acme;

import org.jspecify.annotations.NullMarked;
