package dev.sluice.core.model;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An unmodifiable map in key order that nobody else holds a writable view of; lookups hash. */
final class InKeyOrder<K extends Comparable<K>, V> extends AbstractMap<K, V> {

    private final Map<K, V> entries;

    private InKeyOrder(Map<K, V> source) {
        List<Entry<K, V>> inOrder = new ArrayList<>(source.entrySet());
        inOrder.sort(Entry.comparingByKey()); // nearly sorted already, as a rule
        Map<K, V> copy = new LinkedHashMap<>(source.size() * 2);
        inOrder.forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
        this.entries = Collections.unmodifiableMap(copy);
    }

    /** A map that is one already is kept, so that a change copies only what it touches. */
    static <K extends Comparable<K>, V> Map<K, V> of(Map<K, V> map) {
        return map instanceof InKeyOrder<K, V> ? map : new InKeyOrder<>(map);
    }

    static <K extends Comparable<K>, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return new InKeyOrder<>(copy);
    }

    static <K extends Comparable<K>, V> Map<K, V> drop(Map<K, V> map, K key) {
        if (!map.containsKey(key)) {
            return map;
        }
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return new InKeyOrder<>(copy);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return entries.entrySet();
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return key == null ? null : entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && entries.containsKey(key);
    }
}
