/** The admin API: how people and programs see and change what Sluice does. Runs on the control Vertx alone. */
@NullMarked
package dev.sluice.admin;

import org.jspecify.annotations.NullMarked;
