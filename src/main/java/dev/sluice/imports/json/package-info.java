/** JSON as trees whose nodes know their path, and which of their fields were read. */
@NullMarked
package dev.sluice.imports.json;

import org.jspecify.annotations.NullMarked;
