package dev.sluice.config;

import io.vertx.config.spi.ConfigProcessor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A reader of YAML files for vertx-config that keeps the line and the exact text of every value: a flat object of path
 * to {@link Given}. Found by its name through the service loader.
 */
public final class LocatedYaml implements ConfigProcessor {

    static final String NAME = "sluice-yaml";

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Reads one file.
     *
     * @param configuration of the store: its {@code path} and the {@code shown} name of the file
     */
    @Override
    public Future<JsonObject> process(Vertx vertx, JsonObject configuration, Buffer file) {
        String shown = configuration.getString("shown", configuration.getString("path"));
        try {
            return Future.succeededFuture(read(file.toString(StandardCharsets.UTF_8), shown));
        } catch (InvalidSettingsException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * What that text gives, by path.
     *
     * @param shown name of the file
     * @throws InvalidSettingsException if it is no YAML
     */
    static JsonObject read(String text, String shown) {
        try {
            JsonObject found = new JsonObject();
            LoaderOptions noAliases = new LoaderOptions();
            noAliases.setMaxAliasesForCollections(0); // a section may otherwise hold itself
            Node root = new Yaml(new SafeConstructor(noAliases)).compose(new StringReader(text));
            if (root != null) {
                collect("", root, shown, found);
            }
            return found;
        } catch (MarkedYAMLException e) {
            String source = e.getProblemMark() == null
                    ? shown
                    : shown + ":" + (e.getProblemMark().getLine() + 1);
            throw unreadable(source, String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            throw unreadable(shown, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidSettingsException unreadable(String source, String why) {
        return new InvalidSettingsException(
                List.of(SettingsProblem.of(source, "YAML", why, "a file that is YAML, without aliases of sections")));
    }

    private static void collect(String path, Node node, String shown, JsonObject found) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                collect(path.isEmpty() ? key : path + "." + key, entry.getValueNode(), shown, found);
            }
        } else if (!isNothing(node)) {
            String source = shown + ":" + (node.getStartMark().getLine() + 1);
            Given given = given(node, source, path.isEmpty());
            Given earlier = found.containsKey(path) ? Given.fromJson(found.getJsonObject(path)) : null;
            found.put(path, (earlier == null ? given : twice(given, earlier)).toJson());
        }
    }

    private static boolean isNothing(Node node) {
        return Tag.NULL.equals(node.getTag())
                || node instanceof ScalarNode scalar && scalar.getValue().isBlank();
    }

    private static Given given(Node node, String source, boolean top) {
        if (top) {
            return new Given("not a section", false, source, "names and values, such as http: {port: 8080}");
        }
        if (node instanceof ScalarNode scalar) {
            return Given.of(scalar.getValue(), source);
        }
        if (node instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            String items = sequence.getValue().stream()
                    .map(item -> ((ScalarNode) item).getValue())
                    .collect(Collectors.joining(","));
            return new Given(items, true, source, null);
        }
        return new Given("a nested structure", false, source, "one value, or a list of single values");
    }

    private static Given twice(Given given, Given earlier) {
        return new Given("given again", false, given.source(), "once; it is also at " + earlier.source());
    }
}
