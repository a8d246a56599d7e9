package dev.sluice.agent.pairing;

/** The pairing did not come about; the message is for the operator. */
public final class PairingFailure extends Exception {

    private static final long serialVersionUID = 1L;

    PairingFailure(String message) {
        super(message);
    }
}
