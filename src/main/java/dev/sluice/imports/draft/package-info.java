/** The document that is being gathered: peers and pools are named once, routes have a place of their own. */
@NullMarked
package dev.sluice.imports.draft;

import org.jspecify.annotations.NullMarked;
