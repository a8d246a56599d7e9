package dev.sluice.core.webhook;

import dev.sluice.core.failover.EventName;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The events that a webhook asked for. */
public final class EventChoice {

    private EventChoice() {}

    /** All that these name: names of events, or beginnings of names followed by {@code *}. */
    public static Set<EventName> of(Collection<String> asked) {
        Set<EventName> chosen = EnumSet.noneOf(EventName.class);
        asked.forEach(one -> chosen.addAll(named(one)));
        return chosen;
    }

    /** All that this one names; a test message is no event, and never among them. */
    public static Set<EventName> named(String asked) {
        Set<EventName> chosen = EnumSet.noneOf(EventName.class);
        boolean open = asked.endsWith("*");
        String beginning = open ? asked.substring(0, asked.length() - 1) : asked;
        for (EventName name : EventName.values()) {
            boolean meant =
                    open ? name.wire().startsWith(beginning) : name.wire().equals(asked);
            if (meant && name != EventName.WEBHOOK_TEST) {
                chosen.add(name);
            }
        }
        return chosen;
    }
}
