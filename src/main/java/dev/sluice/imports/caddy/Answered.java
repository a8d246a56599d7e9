package dev.sluice.imports.caddy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which requests of a site have their answer already: what stands behind that never gets them. */
final class Answered {

    private record Place(String domain, String prefix, String by) {}

    private final List<Place> places = new ArrayList<>();

    void cover(Scope scope, String by) {
        for (Host host : scope.hosts()) {
            for (Span span : scope.spans()) {
                places.add(new Place(host.domain(), span.prefix(), by));
            }
        }
    }

    /** What answers all of these requests; null if nothing does. */
    @Nullable
    String by(String domain, String prefix) {
        for (Place place : places) {
            boolean host = new Host(place.domain(), false, false).covers(domain);
            if (host && Span.covers(place.prefix(), prefix)) {
                return place.by();
            }
        }
        return null;
    }

    /** The status that a {@code respond} or {@code error} answers with; empty if none was said. */
    static String status(Step step) {
        for (String argument : step.arguments()) {
            if (argument.matches("[1-5]\\d\\d")) {
                return argument;
            }
        }
        return "";
    }
}
