/**
 * The data plane: the front door that takes clients' requests and carries each to an upstream of its route. It reads the
 * routing table and reports what it meets; no other room is on a request's way.
 */
@NullMarked
package dev.sluice.proxy;

import org.jspecify.annotations.NullMarked;
