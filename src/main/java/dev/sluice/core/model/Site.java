package dev.sluice.core.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that one route does beside forwarding. Immutable; most routes do nothing of the kind. */
public final class Site {

    /** Forwards, and does nothing else. */
    public static final Site PLAIN = new Site(new TreeMap<>());

    private final SortedMap<String, Feature> features;

    private Site(SortedMap<String, Feature> features) {
        this.features = features;
    }

    /** Whether the route only forwards. */
    public boolean isPlain() {
        return features.isEmpty();
    }

    /** That feature as it is wanted; null where it is off. */
    public @Nullable Feature of(String feature) {
        return features.get(feature);
    }

    /** The feature of that type; null where it is off. */
    public <T extends Feature> @Nullable T of(Class<T> type) {
        for (Feature each : features.values()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    /**
     * This one with that feature.
     *
     * @param feature its name on the wire
     * @param wanted null for off
     */
    public Site with(String feature, @Nullable Feature wanted) {
        SortedMap<String, Feature> copy = new TreeMap<>(features);
        if (wanted == null) {
            copy.remove(feature);
        } else {
            copy.put(feature, wanted);
        }
        return copy.isEmpty() ? PLAIN : new Site(copy);
    }

    /** Each feature that is on, by its name on the wire. */
    public SortedMap<String, Feature> features() {
        return Collections.unmodifiableSortedMap(features);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Site site && site.features.equals(features);
    }

    @Override
    public int hashCode() {
        return features.hashCode();
    }

    @Override
    public String toString() {
        return "Site" + features.keySet();
    }
}
