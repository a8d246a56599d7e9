package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.rule.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which answers of a route are compressed, and how.
 *
 * @param encodings the codings offered, the best liked first: a client's own preference goes before it; never empty
 * @param minimumLength of the body in bytes, below which an answer stays as it is; one whose length nobody knows is compressed
 * @param types of content: {@code application/json}, or the beginning of some, {@code text/*}; in lower case
 */
public record Compression(List<ContentCoding> encodings, int minimumLength, List<String> types) implements Feature {

    /** As Caddy's. */
    public static final int DEFAULT_MINIMUM_LENGTH = 512;

    public static final List<ContentCoding> DEFAULT_ENCODINGS = List.of(ContentCoding.values());

    /** As Caddy's, but that {@link #EVENT_STREAM} is not among what {@code text/*} means. */
    public static final List<String> DEFAULT_TYPES = List.of(
            "application/atom+xml",
            "application/eot",
            "application/font*",
            "application/geo+json",
            "application/graphql+json",
            "application/javascript",
            "application/json",
            "application/ld+json",
            "application/manifest+json",
            "application/opentype",
            "application/otf",
            "application/rss+xml",
            "application/truetype",
            "application/ttf",
            "application/vnd.api+json",
            "application/vnd.ms-fontobject",
            "application/wasm",
            "application/x-httpd-cgi",
            "application/x-javascript",
            "application/x-opentype",
            "application/x-otf",
            "application/x-perl",
            "application/x-protobuf",
            "application/x-ttf",
            "application/xhtml+xml",
            "application/xml",
            "font/otf",
            "font/ttf",
            "image/svg+xml",
            "image/vnd.microsoft.icon",
            "image/x-icon",
            "multipart/bag",
            "multipart/mixed",
            "text/*");

    /** Only compressed if named in full: each such answer would hold a compressor's memory for as long as a page is open. */
    public static final String EVENT_STREAM = "text/event-stream";

    /** All defaults. */
    public static final Compression DEFAULT = new Compression(DEFAULT_ENCODINGS, DEFAULT_MINIMUM_LENGTH, DEFAULT_TYPES);

    private static final int LONGEST_MINIMUM = 1_048_576;
    private static final int MOST_TYPES = 200;
    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{0,127}\\*?|\\*");
    private static final String EXPECTED_TYPE =
            "a type such as application/json, or the beginning of some such as text/*";

    public Compression {
        encodings = List.copyOf(encodings);
        types = List.copyOf(types);
        if (encodings.isEmpty() || Set.copyOf(encodings).size() < encodings.size()) {
            throw new IllegalArgumentException("encodings: actual " + encodings + ", expected at least one, each once");
        }
        if (minimumLength < 0) {
            throw new IllegalArgumentException("minimum_length: actual " + minimumLength + ", expected 0 or more");
        }
    }

    static Compression read(Fields in) {
        int least = in.integer("minimum_length", DEFAULT_MINIMUM_LENGTH, DEFAULT_MINIMUM_LENGTH);
        if (least < 0 || least > LONGEST_MINIMUM) {
            in.problem("minimum_length", least, "bytes from 0 to " + LONGEST_MINIMUM);
            least = DEFAULT_MINIMUM_LENGTH;
        }
        in.ignore("encodings", "types"); // known also where they are absent
        return new Compression(
                in.named("encodings") ? encodings(in) : DEFAULT_ENCODINGS,
                least,
                in.named("types") ? types(in) : DEFAULT_TYPES);
    }

    private static List<ContentCoding> encodings(Fields in) {
        Set<ContentCoding> read = new LinkedHashSet<>();
        List<String> texts = in.texts("encodings");
        for (int i = 0; i < texts.size(); i++) {
            ContentCoding coding = ContentCoding.of(texts.get(i));
            if (coding == null || !read.add(coding)) {
                in.problem("encodings[" + i + "]", texts.get(i), "one of " + ContentCoding.words() + ", each once");
            }
        }
        if (texts.isEmpty()) {
            in.problem("encodings", texts, "at least one of " + ContentCoding.words());
        }
        return read.isEmpty() ? DEFAULT_ENCODINGS : List.copyOf(read);
    }

    private static List<String> types(Fields in) {
        List<String> read = new ArrayList<>();
        List<String> texts = in.texts("types");
        for (int i = 0; i < texts.size(); i++) {
            String type = texts.get(i).toLowerCase(Locale.ROOT);
            if (TYPE.matcher(type).matches()) {
                read.add(type);
            } else {
                in.problem("types[" + i + "]", texts.get(i), EXPECTED_TYPE);
            }
        }
        if (texts.isEmpty() || texts.size() > MOST_TYPES) {
            in.problem("types", texts.size() + " types", "1 to " + MOST_TYPES + " types");
        }
        return read;
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("encodings", encodings.stream().map(ContentCoding::wire).toList());
        fields.put("minimum_length", minimumLength);
        fields.put("types", types);
        return fields;
    }

    /**
     * Whether content of that type is compressed.
     *
     * @param contentType a field's value, with parameters or without, in any case
     */
    public boolean covers(String contentType) {
        int semicolon = contentType.indexOf(';');
        int end = semicolon < 0 ? contentType.length() : semicolon;
        while (end > 0 && contentType.charAt(end - 1) <= ' ') {
            end--;
        }
        boolean stream = matches(EVENT_STREAM, contentType, end);
        for (String type : types) {
            if (stream ? type.equals(EVENT_STREAM) : matches(type, contentType, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String type, String contentType, int end) {
        int fixed = type.length() - 1;
        if (type.charAt(fixed) == '*') {
            return end >= fixed && contentType.regionMatches(true, 0, type, 0, fixed);
        }
        return end == type.length() && contentType.regionMatches(true, 0, type, 0, end);
    }
}
