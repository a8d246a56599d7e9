package dev.sluice.proxy.compress;

import dev.sluice.core.site.Compression;
import dev.sluice.core.site.ContentCoding;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a request and of its answer say about compressing it, and what compressing does to them (RFC 9110 8.4,
 * 8.8.3.3, 12.5.5; RFC 9111 5.2).
 */
public final class CompressedFields {

    private static final CharSequence DIGEST = AsciiString.cached("digest");
    private static final CharSequence CONTENT_DIGEST = AsciiString.cached("content-digest");
    private static final CharSequence REPR_DIGEST = AsciiString.cached("repr-digest");
    private static final CharSequence CONTENT_MD5 = AsciiString.cached("content-md5");
    private static final List<CharSequence> DIGESTS = List.of(CONTENT_DIGEST, REPR_DIGEST, DIGEST, CONTENT_MD5);
    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_MODIFIED = 304;

    private CompressedFields() {}

    /**
     * The coding for an answer; null if it stays as it is. Whatever the choice, an answer that another client might get
     * compressed says so from now on in Vary.
     *
     * @param asked the request's fields
     * @param answer the answer's, as they are about to leave
     */
    public static @Nullable ContentCoding choose(
            Compression rules, MultiMap asked, HttpVersion version, int status, MultiMap answer) {
        if (status == NOT_MODIFIED) {
            notModified(asked, answer);
            return null;
        }
        if (!isCompressible(rules, status, answer)) {
            return null;
        }
        vary(answer);
        if (status == PARTIAL_CONTENT
                || answer.contains(HttpHeaders.CONTENT_RANGE)
                || version == HttpVersion.HTTP_1_0
                || forbidsTransform(asked)) {
            return null;
        }
        return AcceptEncoding.choose(asked.getAll(HttpHeaders.ACCEPT_ENCODING), rules.encodings(), Codings.usable());
    }

    /** Tells in the fields that the body is in that coding; what was said of the plain body goes. */
    public static void encode(MultiMap answer, ContentCoding coding) {
        answer.set(HttpHeaders.CONTENT_ENCODING, coding.wire());
        answer.remove(HttpHeaders.CONTENT_LENGTH);
        answer.remove(HttpHeaders.ACCEPT_RANGES);
        for (CharSequence digest : DIGESTS) {
            answer.remove(digest);
        }
        String tag = answer.get(HttpHeaders.ETAG);
        if (tag != null) {
            answer.set(HttpHeaders.ETAG, EntityTags.weak(tag));
        }
    }

    /** Whether a field tells of the plain body's bytes: behind a compressed one it must not trail. */
    public static boolean isDigest(String name) {
        for (CharSequence digest : DIGESTS) {
            if (AsciiString.contentEqualsIgnoreCase(digest, name)) {
                return true;
            }
        }
        return false;
    }

    /** Makes a request's conditions those that its upstream can judge. */
    public static void restoreConditions(MultiMap request) {
        String tags = request.get(HttpHeaders.IF_MATCH);
        if (tags != null) {
            request.set(
                    HttpHeaders.IF_MATCH, EntityTags.strong(String.join(", ", request.getAll(HttpHeaders.IF_MATCH))));
        }
    }

    private static boolean isCompressible(Compression rules, int status, MultiMap answer) {
        if (status == NO_CONTENT || status == RESET_CONTENT) {
            return false;
        }
        String type = answer.get(HttpHeaders.CONTENT_TYPE);
        return type != null
                && rules.covers(type)
                && !answer.contains(HttpHeaders.CONTENT_ENCODING)
                && !forbidsTransform(answer)
                && !isShort(rules, answer.get(HttpHeaders.CONTENT_LENGTH));
    }

    private static boolean isShort(Compression rules, @Nullable String length) {
        return length != null
                && length.length() < 10
                && Integer.parseInt(length) < rules.minimumLength(); // the decoder has made sure that it is a number
    }

    /** The 304 speaks for the answer that a 200 would be, and has no type to know it by. */
    private static void notModified(MultiMap asked, MultiMap answer) {
        if (forbidsTransform(answer)) {
            return;
        }
        vary(answer);
        String tag = answer.get(HttpHeaders.ETAG);
        if (tag != null && EntityTags.wasWeakened(asked.get(HttpHeaders.IF_NONE_MATCH), tag)) {
            answer.set(HttpHeaders.ETAG, EntityTags.weak(tag));
        }
    }

    private static boolean forbidsTransform(MultiMap fields) {
        for (String field : fields.getAll(HttpHeaders.CACHE_CONTROL)) {
            if (field.toLowerCase(Locale.ROOT).contains("no-transform")) {
                return true;
            }
        }
        return false;
    }

    private static void vary(MultiMap answer) {
        List<String> present = answer.getAll(HttpHeaders.VARY);
        for (String field : present) {
            for (String name : field.split(",")) {
                if (name.strip().equals("*") || name.strip().equalsIgnoreCase(ACCEPT_ENCODING)) {
                    return;
                }
            }
        }
        answer.set(
                HttpHeaders.VARY,
                present.isEmpty() ? ACCEPT_ENCODING : String.join(", ", present) + ", " + ACCEPT_ENCODING);
    }
}
