package dev.sluice.admin.http;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.stream.Stream;

/** What a browser says that it takes, or has already. */
public final class Accepted {

    private Accepted() {}

    /** Whether it takes gzip (RFC 9110 12.5.3); who says nothing gets the file as it is. */
    public static boolean gzip(MultiMap headers) {
        return list(headers, "Accept-Encoding").anyMatch(coding -> {
            String[] parts = coding.toLowerCase(Locale.ROOT).split(";", 2);
            boolean refused = parts.length > 1 && parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
            return parts[0].strip().equals("gzip") && !refused;
        });
    }

    /** Whether it has what this ETag stands for (If-None-Match, RFC 9110 13.1.2: compared weakly). */
    public static boolean has(MultiMap headers, String tag) {
        return list(headers, "If-None-Match")
                .anyMatch(known -> known.equals("*") || opaque(known).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static Stream<String> list(MultiMap headers, String name) {
        return headers.getAll(name).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip);
    }
}
