/** Measures what single steps of a request cost, away from sockets. No test: nothing here has a bound to keep. */
package dev.sluice.benchmark;
