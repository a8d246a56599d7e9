/** Tests that the pages in docs/ say what the program does. */
@NullMarked
package dev.sluice.docs;

import org.jspecify.annotations.NullMarked;
