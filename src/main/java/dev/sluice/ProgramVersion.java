package dev.sluice;

import java.util.Objects;

/** The version of this program, as its archive says it. */
public final class ProgramVersion {

    /** Such as {@code 0.1.0}; {@code development} when it runs from a directory of classes. */
    public static final String TEXT =
            Objects.requireNonNullElse(ProgramVersion.class.getPackage().getImplementationVersion(), "development");

    private ProgramVersion() {}
}
