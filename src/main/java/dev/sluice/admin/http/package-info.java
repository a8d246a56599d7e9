/** The ways of the admin API that no resource needs to know: routing, gates, bodies, answers and problems. */
@NullMarked
package dev.sluice.admin.http;

import org.jspecify.annotations.NullMarked;
