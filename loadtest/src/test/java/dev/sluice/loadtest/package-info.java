/** Load on a running Sluice, and what must hold under it. */
package dev.sluice.loadtest;
