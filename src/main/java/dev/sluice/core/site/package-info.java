/** What a route does beside forwarding: a record for each feature, how it is read and how it is written. */
@NullMarked
package dev.sluice.core.site;

import org.jspecify.annotations.NullMarked;
