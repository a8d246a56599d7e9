/** Which certificates are to be obtained, and when: of an authority or of our own: pure rules for the rooms that do it. */
@NullMarked
package dev.sluice.core.acme;

import org.jspecify.annotations.NullMarked;
