package dev.sluice.watchdog;

import dev.sluice.core.model.Peer;

/** One way to ask a peer whether it lives. Control loop. */
interface Prober {

    /** Asks once, on a fresh connection. */
    Asking ask(Peer peer, Listener listener);

    /** Who wants to know. Called on the control loop, possibly before {@code ask} returns. */
    interface Listener {

        /** The connection stands. */
        void connected();

        /** Something came that counts as a sign of life to this kind of probe. */
        void heard();

        /** The probe is over; called at most once, last, and not after {@link Asking#close()}. */
        void decided(Outcome outcome);
    }
}
