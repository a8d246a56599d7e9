package dev.sluice.agent.config;

/** A config that this agent does not take; the one that it has stays. The message says what, actual and expected. */
public final class InvalidConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidConfigException(String message) {
        super(message);
    }
}
