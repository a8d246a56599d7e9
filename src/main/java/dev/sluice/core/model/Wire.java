package dev.sluice.core.model;

import java.util.Locale;

/** The spelling that an enum constant has in REST, SQL, metrics and logs: its name in lower case. */
public interface Wire {

    /** The constant's name; every enum has it. */
    String name();

    /** The constant's spelling outside Java. */
    default String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
