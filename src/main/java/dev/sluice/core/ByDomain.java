package dev.sluice.core;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values by the domain of a route, which is a name or one behind {@code *.}, for lookups by the name that a client asks for. */
final class ByDomain<V> {

    private final Map<String, V> exact = new HashMap<>();
    private final Map<String, V> wildcard = new HashMap<>();

    /** The value of this domain, made if there is none. */
    V computeIfAbsent(String domain, Supplier<V> maker) {
        boolean wild = domain.startsWith("*.");
        return (wild ? wildcard : exact).computeIfAbsent(wild ? domain.substring(1) : domain, name -> maker.get());
    }

    /** The value of the domain that is this very name. */
    @Nullable
    V exact(String name) {
        return exact.get(name);
    }

    /** The value of the wildcard that stands for this name's first label. */
    @Nullable
    V wildcard(String name) {
        int dot = wildcard.isEmpty() ? -1 : name.indexOf('.');
        return dot > 0 ? wildcard.get(name.substring(dot)) : null;
    }
}
