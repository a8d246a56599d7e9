/** The places of this machine in which programs look whom to trust: the system's, and those of browsers. Blocks. */
@NullMarked
package dev.sluice.cli.trust;

import org.jspecify.annotations.NullMarked;
