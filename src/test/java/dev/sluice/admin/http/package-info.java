/** Tests of single gates of the admin API. */
@NullMarked
package dev.sluice.admin.http;

import org.jspecify.annotations.NullMarked;
