/** Documents as text: YAML, of which JSON is a part. */
@NullMarked
package dev.sluice.config.document;

import org.jspecify.annotations.NullMarked;
