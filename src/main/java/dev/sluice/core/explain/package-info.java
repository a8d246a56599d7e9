/** Why a route is served where it is, where the next request of it goes, and what comes then: in sentences. */
@NullMarked
package dev.sluice.core.explain;

import org.jspecify.annotations.NullMarked;
