package dev.sluice.imports;

/** What became of a line of the file that is imported. */
public enum Verdict {
    /** The document says it. */
    TAKEN("taken", false),
    /** The document, or Sluice by itself, does it in another way, which the sentence tells. */
    DIFFERS("differs", false),
    /** The document has it, switched off, since something that it needs was left out. */
    OFF("switched off", true),
    /** The document does not have it. */
    LEFT_OUT("left out", true);

    private final String words;
    private final boolean lossy;

    Verdict(String words, boolean lossy) {
        this.words = words;
        this.lossy = lossy;
    }

    /** How it is told. */
    public String words() {
        return words;
    }

    /** Whether the imported document does less than the file did. */
    public boolean isLossy() {
        return lossy;
    }
}
