/** What holds for every client of the front door, whatever version of HTTP it speaks, with or without TLS. */
@NullMarked
package dev.sluice.proxy.contract;

import org.jspecify.annotations.NullMarked;
