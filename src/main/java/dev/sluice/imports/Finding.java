package dev.sluice.imports;

/**
 * What became of one thing in the file.
 *
 * @param where file and line, or the path within a JSON file
 * @param subject the thing in the file's own words; never a value that may be a secret
 * @param verdict what became of it
 * @param sentence how, or why
 */
public record Finding(String where, String subject, Verdict verdict, String sentence) {

    @Override
    public String toString() {
        return where + " " + subject + ": " + verdict.words() + (sentence.isEmpty() ? "" : ": " + sentence);
    }
}
