package dev.sluice.config.document;

import dev.sluice.core.rule.Rejection;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * YAML text as plain maps and lists, and back. Plain scalars mean what the core schema of YAML 1.2 says: {@code yes} is a
 * word, {@code 10:20:30:40:50:60} no number. What is written is unambiguous to readers of YAML 1.1 too.
 */
final class YamlTree {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
    private static final int LARGEST = 64 * 1024 * 1024;

    private YamlTree() {}

    /**
     * What the text says; null if it says nothing.
     *
     * @throws Rejection INVALID, with the place
     */
    static @Nullable Object read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0); // a list may otherwise hold itself
        options.setCodePointLimit(LARGEST);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            return root == null ? null : value(root);
        } catch (MarkedYAMLException e) {
            throw broken(e.getProblemMark());
        } catch (YAMLException e) {
            throw JsonTree.broken("characters that YAML has not", 1, 1);
        }
    }

    private static Rejection broken(@Nullable Mark mark) {
        return JsonTree.broken(
                "broken YAML", mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1);
    }

    private static @Nullable Object value(Node node) {
        if (node instanceof MappingNode mapping) {
            return fields(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(value(item)));
            return items;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.isPlain() ? plain(scalar.getValue()) : scalar.getValue();
    }

    private static Map<String, @Nullable Object> fields(MappingNode mapping) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Mark mark = entry.getKeyNode().getStartMark();
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw JsonTree.broken("a name that is no word", mark.getLine() + 1, mark.getColumn() + 1);
            }
            if (fields.containsKey(key.getValue())) {
                throw JsonTree.broken("a name for the second time", mark.getLine() + 1, mark.getColumn() + 1);
            }
            fields.put(key.getValue(), value(entry.getValueNode()));
        }
        return fields;
    }

    private static @Nullable Object plain(String text) {
        if (NULL.matcher(text).matches()) {
            return null;
        }
        if (TRUE.matcher(text).matches()) {
            return true;
        }
        return FALSE.matcher(text).matches() ? (Object) false : number(text);
    }

    /** The number that the text is: an Integer if it can be one. The text itself if it is none. */
    static Object number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return text;
        }
        long number = Long.parseLong(text);
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    /** The one text of that tree. */
    static String write(Map<String, ?> tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setIndent(2);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        return new Yaml(new Writer(options), options).dump(copy(tree));
    }

    /** One list in two places would be written as one and a reference to it. */
    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(name, copy(inner)));
            return copy;
        }
        return value instanceof List<?> list
                ? new ArrayList<>(list.stream().map(YamlTree::copy).toList())
                : value;
    }

    /** Quotes what a block of lines would not bring back as it was. */
    private static final class Writer extends Representer {

        private static final Pattern ODD = Pattern.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u2028\u2029\ufeff]");

        Writer(DumperOptions options) {
            super(options);
            representers.put(String.class, data -> string((String) data));
        }

        private Node string(String text) {
            boolean lines = text.indexOf('\n') >= 0;
            DumperOptions.ScalarStyle style = ODD.matcher(text).find()
                    ? DumperOptions.ScalarStyle.DOUBLE_QUOTED
                    : lines ? DumperOptions.ScalarStyle.LITERAL : DumperOptions.ScalarStyle.PLAIN;
            return representScalar(Tag.STR, text, style);
        }
    }
}
