/** Tests of Caddyfiles as text. */
@NullMarked
package dev.sluice.imports.caddyfile;

import org.jspecify.annotations.NullMarked;
