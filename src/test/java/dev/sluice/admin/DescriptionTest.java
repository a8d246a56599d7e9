package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The OpenAPI document describes every operation, with examples that are what it says they are. */
class DescriptionTest {

    private static final Contract CONTRACT = Contract.read();
    private static final JsonObject DOCUMENT = CONTRACT.document();

    @Test
    void everyOperationIsDescribed() {
        forEachOperation((id, operation) -> {
            assertThat(operation.getString("summary")).as(id).isNotBlank();
            if (!operation.getJsonArray("tags").contains("open")) {
                assertThat(operation.getString("description")).as(id).isNotBlank();
            }
        });
    }

    @Test
    void everyBodyHasAnExample() {
        forEachOperation((id, operation) -> {
            JsonObject asked = operation.getJsonObject("requestBody");
            if (asked != null && asked.getBoolean("required", false)) {
                assertExampled(id + " asked", asked);
            }
            JsonObject answers = operation.getJsonObject("responses");
            answers.fieldNames().stream()
                    .filter(status -> status.startsWith("2"))
                    .forEach(status ->
                            assertExampled(id + " " + status, CONTRACT.resolve(answers.getJsonObject(status))));
        });
    }

    private static void assertExampled(String what, JsonObject body) {
        JsonObject content = body.getJsonObject("content", new JsonObject());
        JsonObject json = content.getJsonObject("application/json");
        if (json != null && json.containsKey("example")) {
            CONTRACT.valid(json.getJsonObject("schema"), json.getValue("example"), "the example of " + what);
        } else if (json != null) {
            assertThat(isExampled(json.getJsonObject("schema"))).as(what).isTrue();
        }
    }

    /** Whether the schema has an example, or its parts have. */
    private static boolean isExampled(JsonObject schema) {
        JsonObject found = CONTRACT.resolve(schema);
        if (found.containsKey("examples") || found.containsKey("description") && found.size() == 1) {
            return true; // the latter is whatever an agent answers
        }
        if (found.containsKey("oneOf")) {
            return found.getJsonArray("oneOf").stream().allMatch(part -> isExampled((JsonObject) part));
        }
        JsonObject items = found.getJsonObject("items");
        if (items == null) {
            items = found.getJsonObject("properties", new JsonObject()).getJsonObject("items");
        }
        return items == null ? "string".equals(found.getString("type")) : isExampled(items);
    }

    @Test
    void everyExampleIsWhatItsSchemaSays() {
        JsonObject schemas = DOCUMENT.getJsonObject("components").getJsonObject("schemas");
        List<String> exampled = new ArrayList<>();
        for (String name : schemas.fieldNames()) {
            JsonArray examples = schemas.getJsonObject(name).getJsonArray("examples", new JsonArray());
            for (Object example : examples) {
                CONTRACT.valid(reference(name), example, "the example of " + name);
                exampled.add(name);
            }
        }
        assertThat(exampled).hasSizeGreaterThan(30);
    }

    private static JsonObject reference(String name) {
        return new JsonObject().put("$ref", "#/components/schemas/" + name);
    }

    private static void forEachOperation(BiConsumer<String, JsonObject> look) {
        JsonObject paths = DOCUMENT.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : item.fieldNames()) {
                JsonObject operation = item.getJsonObject(method);
                look.accept(operation.getString("operationId"), operation);
            }
        }
    }
}
