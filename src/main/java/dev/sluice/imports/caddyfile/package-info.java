/** Caddyfiles as text: words, quotes and blocks, environment variables, snippets and imported files. Knows no directive. */
@NullMarked
package dev.sluice.imports.caddyfile;

import org.jspecify.annotations.NullMarked;
