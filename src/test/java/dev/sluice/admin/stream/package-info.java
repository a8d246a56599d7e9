/** Tests of the stream of news from within. */
@NullMarked
package dev.sluice.admin.stream;

import org.jspecify.annotations.NullMarked;
