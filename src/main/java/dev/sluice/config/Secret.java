package dev.sluice.config;

/** A value that is never shown: not in a log, an error or a settings page. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "****";
    }
}
