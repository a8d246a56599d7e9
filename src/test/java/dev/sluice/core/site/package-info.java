@NullMarked
package dev.sluice.core.site;

import org.jspecify.annotations.NullMarked;
