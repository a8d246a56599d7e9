/** Tests of the access log, the metrics and the word to the service manager. */
@NullMarked
package dev.sluice.observe;

import org.jspecify.annotations.NullMarked;
