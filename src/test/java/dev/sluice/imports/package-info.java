/** Tests of what is imported, on files of our own writing. */
@NullMarked
package dev.sluice.imports;

import org.jspecify.annotations.NullMarked;
