package dev.sluice.cli.trust;

import java.io.IOException;

/** One of the places in which programs of this machine look whom to trust. */
public interface TrustStore {

    /** What it is, for people. */
    String title();

    /** Why this user cannot change it, as a sentence; empty if he can. */
    String obstacle();

    /**
     * Has it trust that root; one that it trusts already stays. Waits for foreign programs.
     *
     * @throws IOException with a sentence, if it does not
     */
    void take(TrustedRoot root) throws IOException, InterruptedException;
}
