package dev.sluice.core.rule;

import java.util.List;

/** The refusal of a commanded change: nothing was changed. Carries no stack trace; it is an answer, not a fault. */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RejectionCode code;
    private final transient List<Problem> problems;

    public Rejection(RejectionCode code, String message, List<Problem> problems) {
        super(message, null, false, false);
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    public Rejection(RejectionCode code, String message) {
        this(code, message, List.of());
    }

    public RejectionCode code() {
        return code;
    }

    public List<Problem> problems() {
        return problems;
    }
}
