package dev.sluice.proxy.hop;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was asked for longest ago once there is too much in it. One thread at a time. */
final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    private final int most;

    RecentlyUsed(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
