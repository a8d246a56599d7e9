package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document as a judge: whatever was asked and answered must be in it. */
final class Contract {

    private static final Map<String, Validator> VALIDATORS = new ConcurrentHashMap<>();

    private static final Contract SHIPPED = new Contract(load());

    private final JsonObject document;

    private Contract(JsonObject document) {
        this.document = document;
    }

    /** The document as it is shipped. */
    static Contract read() {
        return SHIPPED;
    }

    /** Completes if Vert.x finds the document a valid OpenAPI 3.1 contract. */
    Future<OpenAPIContract> validate(Vertx vertx) {
        // Vert.x knows only some media types; which one an answer has is checked here.
        String known = document.encode()
                .replace("application/problem+json", "application/json")
                .replace("application/yaml", "text/plain")
                .replace("text/event-stream", "text/plain")
                .replace("text/csv", "text/plain")
                .replace("application/x-ndjson", "text/plain")
                .replace("application/pem-certificate-chain", "text/plain");
        return OpenAPIContract.from(vertx, new JsonObject(known));
    }

    private static JsonObject load() {
        Map<String, Object> yaml = new Yaml().load(Contract.class.getResourceAsStream("/admin/openapi.yaml"));
        return new JsonObject(Json.encode(yaml));
    }

    /** Every operationId with its method and path. */
    Map<String, String> operations() {
        Map<String, String> all = new TreeMap<>();
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : item.fieldNames()) {
                String id = item.getJsonObject(method).getString("operationId");
                all.put(id, method.toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        return all;
    }

    /** The document itself. */
    JsonObject document() {
        return document;
    }

    /** Every operationId with the statuses that its answers may have. */
    Map<String, Set<String>> answers() {
        Map<String, Set<String>> all = new TreeMap<>();
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : item.fieldNames()) {
                JsonObject one = item.getJsonObject(method);
                all.put(
                        one.getString("operationId"),
                        new TreeSet<>(one.getJsonObject("responses").fieldNames()));
            }
        }
        return all;
    }

    /** The operation that such a request is for; null if there is none. */
    @Nullable
    String operationId(String method, String path) {
        JsonObject operation = find(method, path.split("\\?", 2)[0]);
        return operation == null ? null : operation.getString("operationId");
    }

    /** Every code that a problem may have. */
    Set<String> codes() {
        JsonArray codes = document.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Problem")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum");
        Set<String> all = new TreeSet<>();
        codes.forEach(code -> all.add((String) code));
        return all;
    }

    /** Fails if the answer is none that the document has for the operation, or the request was accepted against it. */
    void check(String method, String path, Buffer body, Reply reply) {
        JsonObject operation = find(method, path.split("\\?", 2)[0]);
        if (operation == null) {
            assertThat(reply.status())
                    .as("%s %s is not in the document", method, path)
                    .isIn(400, 401, 403, 404, 405);
            valid(problem(), reply.json(), method + " " + path);
            return;
        }
        String what = operation.getString("operationId") + " " + reply.status();
        JsonObject responses = operation.getJsonObject("responses");
        JsonObject answer = responses.getJsonObject(String.valueOf(reply.status()));
        boolean ownWords = String.valueOf(reply.header("Content-Type")).startsWith("application/json");
        if (responses.containsKey("default") && (answer == null || ownWords)) {
            answer = responses.getJsonObject("default"); // an agent may answer whatever it likes
        }
        assertThat(answer)
                .as("%s %s: %s is in the document; the body was %s", method, path, what, reply.body())
                .isNotNull();
        if (!method.equals("HEAD")) {
            checkBody(resolve(answer), reply, what);
        }
        JsonObject asked = operation.getJsonObject("requestBody");
        boolean json = body.length() > 0 && body.getByte(0) == '{';
        if (asked != null && json && reply.status() < 300) {
            JsonObject schema = asked.getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("schema");
            valid(schema, Json.decodeValue(body), "the request of " + what);
        }
    }

    private void checkBody(JsonObject answer, Reply reply, String what) {
        JsonObject content = answer.getJsonObject("content");
        if (content == null) {
            assertThat(reply.body().length()).as(what).isZero();
            return;
        }
        String type = String.valueOf(reply.header("Content-Type")).split(";", 2)[0];
        assertThat(content.fieldNames()).as(what).contains(type);
        if (type.endsWith("json") && !type.endsWith("ndjson")) {
            valid(content.getJsonObject(type).getJsonObject("schema"), Json.decodeValue(reply.plain()), what);
        }
        JsonObject headers = answer.getJsonObject("headers", new JsonObject());
        headers.fieldNames()
                .forEach(name ->
                        assertThat(reply.header(name)).as("%s: %s", what, name).isNotNull());
    }

    private @Nullable JsonObject find(String method, String path) {
        JsonObject paths = document.getJsonObject("paths");
        String wanted = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        JsonObject best = null;
        int fewest = Integer.MAX_VALUE;
        for (String template : paths.fieldNames()) {
            String pattern =
                    Pattern.quote(template).replace("{path}", "\\E.+\\Q").replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q");
            int names = template.split("\\{", -1).length;
            if (path.matches(pattern) && names < fewest) {
                best = paths.getJsonObject(template).getJsonObject(wanted);
                fewest = names;
            }
        }
        return best;
    }

    /** What it refers to, or itself. */
    JsonObject resolve(JsonObject object) {
        String ref = object.getString("$ref");
        if (ref == null) {
            return object;
        }
        JsonObject found = document;
        for (String step : ref.substring(2).split("/")) {
            found = found.getJsonObject(step);
        }
        return found;
    }

    private static JsonObject problem() {
        return new JsonObject().put("$ref", "#/components/schemas/Problem");
    }

    /** Fails if the value is not what the schema says. */
    void valid(JsonObject schema, @Nullable Object value, String what) {
        Validator validator = VALIDATORS.computeIfAbsent(schema.encode(), text -> validator(schema));
        OutputUnit outcome = validator.validate(value);
        if (!Boolean.TRUE.equals(outcome.getValid())) {
            fail("%s is not what the document says: %s in %s", what, outcome.getErrors(), Json.encode(value));
        }
    }

    private Validator validator(JsonObject schema) {
        JsonObject whole = new JsonObject()
                .put("$defs", document.getJsonObject("components").getJsonObject("schemas"))
                .put("allOf", new JsonArray().add(schema));
        String text = whole.encode().replace("#/components/schemas/", "#/$defs/");
        return Validator.create(
                JsonSchema.of(new JsonObject(text)),
                new JsonSchemaOptions()
                        .setBaseUri("https://sluice.example/")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
    }
}
