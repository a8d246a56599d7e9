/**
 * The desired state as one document: what it says, how two of them differ, and the edit that makes the state what a document
 * says. Plain maps and lists here; their text is another room's.
 */
@NullMarked
package dev.sluice.core.document;

import org.jspecify.annotations.NullMarked;
