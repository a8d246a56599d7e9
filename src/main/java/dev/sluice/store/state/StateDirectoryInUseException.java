package dev.sluice.store.state;

import java.io.IOException;

/** Another Sluice has the state directory; the message says which process and which directory. */
public final class StateDirectoryInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    public StateDirectoryInUseException(String sentence) {
        super(sentence);
    }
}
