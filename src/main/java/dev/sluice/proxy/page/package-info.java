/** The answers that are our own: error bodies and the outage page. */
@NullMarked
package dev.sluice.proxy.page;

import org.jspecify.annotations.NullMarked;
