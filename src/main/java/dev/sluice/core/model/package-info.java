/** What the operator said: peers, pools, routes and the rest of the desired state, as immutable records. */
@NullMarked
package dev.sluice.core.model;

import org.jspecify.annotations.NullMarked;
