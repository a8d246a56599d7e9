/** What people see of an answer on their terminal: tables that fit, in colours where there are any. */
@NullMarked
package dev.sluice.cli.screen;

import org.jspecify.annotations.NullMarked;
