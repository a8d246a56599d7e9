/** The web page: static files of ours and of a few libraries, put together at the first visit and served from memory. */
@NullMarked
package dev.sluice.admin.page;

import org.jspecify.annotations.NullMarked;
