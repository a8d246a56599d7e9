/** The demonstration: two agents, a LAN service, and a kill under live requests. */
@NullMarked
package dev.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
