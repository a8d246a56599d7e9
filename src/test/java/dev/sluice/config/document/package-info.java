@NullMarked
package dev.sluice.config.document;

import org.jspecify.annotations.NullMarked;
