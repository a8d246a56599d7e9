package dev.sluice.core.port;

import dev.sluice.core.document.Document;
import dev.sluice.core.rule.Rejection;
import java.util.Map;

/** Documents as text. Any thread; pure. */
public interface DocumentText {

    /**
     * The document that a text holds, be it YAML or JSON.
     *
     * @throws Rejection INVALID, with the place of what is wrong, and never a part of the text itself
     */
    Document read(String text);

    /** A tree of plain maps and lists as canonical YAML: equal trees give equal texts. */
    String yaml(Map<String, ?> tree);
}
