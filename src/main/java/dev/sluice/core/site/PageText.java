package dev.sluice.core.site;

import dev.sluice.core.model.Wire;
import dev.sluice.core.rule.Fields;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page of the operator's, in bytes that are ready to send but for what stands in braces, such as {@code {status}}. */
public final class PageText {

    /** Of one page, in UTF-8. */
    public static final int MOST_BYTES = 65_536;

    private static final Pattern IN_BRACES = Pattern.compile("\\{([a-z_]+)\\}");
    private static final String WORDS = "status, reason, request_id, host";

    private final String text;
    private final byte[][] fixed;
    private final List<Blank> blanks;

    private enum Blank implements Wire {
        STATUS,
        REASON,
        REQUEST_ID,
        HOST
    }

    /**
     * What is filled in for one answer, as it is: it is escaped here.
     *
     * @param reason a sentence
     * @param host as the client asked for it; empty if that was none
     */
    public record Facts(int status, String reason, String requestId, String host) {}

    private PageText(String text, List<String> between, List<Blank> blanks) {
        this.text = text;
        this.fixed = between.stream()
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.blanks = List.copyOf(blanks);
    }

    static PageText read(String field, Fields in) {
        String text = in.text(field, "", "");
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isBlank()) {
            in.problem(field, text, "an HTML page");
        } else if (bytes > MOST_BYTES) {
            in.problem(field, bytes + " bytes", "at most " + MOST_BYTES + " bytes");
        } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(text) || text.indexOf('\0') >= 0) {
            in.problem(field, "a character that is none", "text that can be written in UTF-8, without U+0000");
        }
        List<String> between = new ArrayList<>();
        List<Blank> blanks = new ArrayList<>();
        Matcher braces = IN_BRACES.matcher(text);
        int at = 0;
        while (braces.find()) {
            Blank blank = blank(braces.group(1));
            if (blank == null) {
                in.problem(field, braces.group(), "in braces, one of " + WORDS + "; &#123; stands for a brace itself");
                continue;
            }
            between.add(text.substring(at, braces.start()));
            blanks.add(blank);
            at = braces.end();
        }
        between.add(text.substring(at));
        return new PageText(text, between, blanks);
    }

    private static @Nullable Blank blank(String word) {
        for (Blank each : Blank.values()) {
            if (each.wire().equals(word)) {
                return each;
            }
        }
        return null;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** In UTF-8. */
    int length() {
        int sum = 0;
        for (byte[] part : fixed) {
            sum += part.length;
        }
        return sum;
    }

    /** Whether it is the same for all answers. */
    public boolean isFixed() {
        return blanks.isEmpty();
    }

    /** The page for one answer, in UTF-8. */
    public byte[] filled(Facts facts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length() + 256);
        for (int i = 0; i < blanks.size(); i++) {
            out.writeBytes(fixed[i]);
            out.writeBytes(value(blanks.get(i), facts).getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(fixed[blanks.size()]);
        return out.toByteArray();
    }

    private static String value(Blank blank, Facts facts) {
        return switch (blank) {
            case STATUS -> Integer.toString(facts.status());
            case REASON -> escaped(facts.reason());
            case REQUEST_ID -> escaped(facts.requestId());
            case HOST -> escaped(facts.host());
        };
    }

    /** Safe in text and in attributes in quotes (HTML, 13.1.2.3 and 13.1.4). */
    static String escaped(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PageText page && page.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
