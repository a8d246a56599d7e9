@NullMarked
package dev.sluice.webhook;

import org.jspecify.annotations.NullMarked;
