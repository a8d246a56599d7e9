package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import dev.sluice.imports.Verdict;

/**
 * What is to be told of a thing of the file once a route has it.
 *
 * @param verdict TAKEN or DIFFERS
 * @param guards whether it keeps someone out
 */
record Told(String where, String subject, Verdict verdict, String sentence, boolean guards) {

    static Told taken(String where, String subject, String sentence) {
        return new Told(where, subject, Verdict.TAKEN, sentence, false);
    }

    static Told differs(String where, String subject, String sentence) {
        return new Told(where, subject, Verdict.DIFFERS, sentence, false);
    }

    /** The same of something that keeps someone out. */
    Told guarding() {
        return new Told(where, subject, verdict, sentence, true);
    }

    /** A route has it. */
    void tell(Findings findings) {
        if (verdict == Verdict.TAKEN) {
            findings.taken(where, subject, sentence);
        } else {
            findings.differs(where, subject, sentence);
        }
    }

    /** No route is there that could have it. */
    void tellLost(Findings findings) {
        findings.leftOut(where, subject, "no route is there that could have it");
    }
}
