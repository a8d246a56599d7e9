package dev.sluice.core.webhook;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ActivityLog.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text with places, such as {@code {message}}, for what is told. Other braces stand for themselves. */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)(?:\\.([A-Za-z_]+))?}");
    private static final String DETAILS = "details";

    /** The places there are; {@code {details.pool_name}} and the like beside them. */
    public static final Set<String> PLACES = new TreeSet<>(
            List.of("message", "messages", "event", "severity", "at", "actor", "uid", "count", "front_door"));

    private Template() {}

    /** The places of this text that do not exist, as they are written. */
    public static List<String> unknown(String text) {
        List<String> unknown = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            boolean detail = places.group(2) != null;
            if (detail ? !places.group(1).equals(DETAILS) : !PLACES.contains(places.group(1))) {
                unknown.add(places.group());
            }
        }
        return unknown;
    }

    /** The text for these events; what an event does not have is left out. */
    public static String fill(String text, Bundle bundle) {
        return PLACE.matcher(text).replaceAll(place -> {
            String detail = place.group(2);
            Object value = detail == null
                    ? value(place.group(1), bundle)
                    : bundle.lead().details().get(detail);
            return Matcher.quoteReplacement(value == null ? "" : value.toString());
        });
    }

    private static @Nullable Object value(String place, Bundle bundle) {
        Event lead = bundle.lead();
        return switch (place) {
            case "message" -> lead.message();
            case "messages" -> messages(bundle);
            case "event" -> lead.name().wire();
            case "severity" -> lead.name().severity().wire();
            case "at" -> bundle.happenedAt();
            case "actor" -> lead.actor();
            case "uid" -> bundle.uid();
            case "count" -> bundle.events().size();
            case "front_door" -> bundle.events().get(0).frontDoor();
            default -> null;
        };
    }

    /** What happened, line by line, the head line first; equal lines once, and no more than people read. */
    static String messages(Bundle bundle) {
        List<String> lines = new ArrayList<>(List.of(bundle.lead().message()));
        bundle.events().stream()
                .map(Stored::event)
                .map(Event::message)
                .filter(line -> !lines.contains(line))
                .distinct()
                .forEach(lines::add);
        int most = 20;
        String shown = lines.stream().limit(most).collect(Collectors.joining("\n"));
        return lines.size() > most ? shown + "\nand " + (lines.size() - most) + " more" : shown;
    }
}
