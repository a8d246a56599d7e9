/** The stream of news: server-sent events, resumed where they were cut, and never more in memory than a client takes. */
@NullMarked
package dev.sluice.admin.stream;

import org.jspecify.annotations.NullMarked;
