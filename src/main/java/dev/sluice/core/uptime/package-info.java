/** How long peers and routes were up: put together from what the activity log tells of. */
@NullMarked
package dev.sluice.core.uptime;

import org.jspecify.annotations.NullMarked;
