/** Tests of the watchdog: its schedule on simulated time, its probes on real sockets. */
@NullMarked
package dev.sluice.watchdog;

import org.jspecify.annotations.NullMarked;
