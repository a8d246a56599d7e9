/**
 * Certificates and their keys: reads them from PEM, seals keys, watches the certificates' directory, and chooses by SNI what
 * a handshake shows, swapped live behind one volatile reference. It knows no listener.
 */
@NullMarked
package dev.sluice.tls;

import org.jspecify.annotations.NullMarked;
