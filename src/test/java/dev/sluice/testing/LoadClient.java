package dev.sluice.testing;

import java.io.IOException;

/** What sends the requests of a load run, all to one target. Thread-safe. */
interface LoadClient extends AutoCloseable {

    int TIMEOUT_MS = 30_000;

    /** A whole answer: its status, and its {@code X-Peer} or nothing. */
    record Reply(int status, String peer) {}

    /**
     * Sends a request and waits for its whole answer. Blocks.
     *
     * @param uid its {@code X-Request-Uid}; a POST's body too
     * @throws IOException if there was no whole answer
     */
    Reply exchange(String method, String uid) throws IOException;

    @Override
    void close();
}
