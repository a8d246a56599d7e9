/** The second role: on a gateway, carries the routes that the front door names to hosts of its LAN, and tells how it fares. */
@NullMarked
package dev.sluice.agent;

import org.jspecify.annotations.NullMarked;
