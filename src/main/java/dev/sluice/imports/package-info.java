/** The room that reads what other front doors were told, and says line by line what Sluice can say too. */
@NullMarked
package dev.sluice.imports;

import org.jspecify.annotations.NullMarked;
