package dev.sluice.core.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that a route does beside forwarding, as the operator wants it. A value. */
public interface Feature {

    /** Its fields by their names on the wire: strings, numbers, booleans, lists and maps of these. */
    Map<String, @Nullable Object> written();

    /** The same as everybody may see it, without what nobody is to be told. */
    default Map<String, @Nullable Object> shown() {
        return written();
    }

    /**
     * This one with what it takes over: what is not shown need not be sent back.
     *
     * @param before what there was; null for nothing
     */
    default Feature keeping(@Nullable Feature before) {
        return this;
    }
}
