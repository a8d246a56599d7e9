package dev.sluice.admin;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What the API answered. */
record Reply(int status, MultiMap headers, Buffer body) {

    /** The body, whether it came compressed or not. */
    Buffer plain() {
        if (!"gzip".equals(header("Content-Encoding"))) {
            return body;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject json() {
        return new JsonObject(plain());
    }

    long id() {
        return json().getLong("id");
    }

    JsonArray items() {
        return json().getJsonArray("items");
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    String code() {
        return json().getString("code");
    }

    /** The paths of all single errors. */
    List<String> paths() {
        JsonArray errors = json().getJsonArray("errors");
        return IntStream.range(0, errors.size())
                .mapToObj(i -> errors.getJsonObject(i).getString("path"))
                .toList();
    }
}
