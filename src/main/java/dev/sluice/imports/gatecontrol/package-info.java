/** A backup of GateControl, made into peers and routes as far as they can say it. */
@NullMarked
package dev.sluice.imports.gatecontrol;

import org.jspecify.annotations.NullMarked;
