/** One HTTP/1.1 request from its head to its last byte: checks, dials, streaming both ways, replay and rescue. */
@NullMarked
package dev.sluice.proxy.http;

import org.jspecify.annotations.NullMarked;
