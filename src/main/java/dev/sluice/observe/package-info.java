/**
 * What Sluice tells of itself while it runs: the access log, the metrics, and its word to the service manager. Nothing here may
 * slow down or fail a request.
 */
@NullMarked
package dev.sluice.observe;

import org.jspecify.annotations.NullMarked;
