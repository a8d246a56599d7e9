package dev.sluice.admin.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a JSON body, and says where it is broken. */
public final class JsonBody {

    /** Of a field that is there twice nobody can tell which was meant. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonBody() {}

    /** The value; null if there is none at all. */
    public static @Nullable Object parse(Buffer body) {
        if (body.length() == 0) {
            return null;
        }
        Object value;
        try {
            value = JacksonCodec.fromParser(FACTORY.createParser(body.getBytes()), Object.class);
        } catch (IOException | DecodeException e) {
            throw ApiProblem.invalid("body", "broken JSON" + place(e), "JSON of RFC 8259 in UTF-8");
        }
        if (value == null) {
            throw ApiProblem.invalid("body", "null", "a JSON object");
        }
        return value;
    }

    /** The parser's own words may quote the body, so only the place is told. */
    private static String place(Exception broken) {
        if (broken.getCause() instanceof JsonProcessingException cause && cause.getLocation() != null) {
            JsonLocation at = cause.getLocation();
            return " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        }
        return ": something follows the value";
    }

    /** What sort of JSON value this is. */
    public static String kind(Object value) {
        if (value instanceof JsonObject) {
            return "an object";
        }
        if (value instanceof JsonArray) {
            return "an array";
        }
        return value instanceof String ? "a string" : value instanceof Boolean ? "a boolean" : "a number";
    }
}
