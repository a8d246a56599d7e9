/** What the tests of every room share: leak detection for the whole run, and tools that a machine may lack. */
@NullMarked
package dev.sluice.testing;

import org.jspecify.annotations.NullMarked;
