package dev.sluice.core.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that a route does beside forwarding, as the operator wants it. A value. */
public interface Feature {

    /** Its fields by their names on the wire: strings, numbers, booleans, lists and maps of these. */
    Map<String, @Nullable Object> written();
}
