/** What the admin API offers, one class for each kind of thing. */
@NullMarked
package dev.sluice.admin.resource;

import org.jspecify.annotations.NullMarked;
