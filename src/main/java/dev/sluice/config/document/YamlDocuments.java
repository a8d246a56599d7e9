package dev.sluice.config.document;

import dev.sluice.core.document.Document;
import dev.sluice.core.port.DocumentText;
import java.util.Map;

/** Documents as YAML; what begins with a brace is read as JSON. */
public final class YamlDocuments implements DocumentText {

    @Override
    public Document read(String text) {
        boolean json = text.stripLeading().startsWith("{");
        return Document.read(json ? JsonTree.read(text) : YamlTree.read(text));
    }

    @Override
    public String yaml(Map<String, ?> tree) {
        return YamlTree.write(tree);
    }
}
