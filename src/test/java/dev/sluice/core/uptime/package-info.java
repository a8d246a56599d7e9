/** Tests of what the activity log tells of how long peers and routes were up. */
@NullMarked
package dev.sluice.core.uptime;

import org.jspecify.annotations.NullMarked;
