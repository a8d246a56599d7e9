package dev.sluice.proxy.site;

import dev.sluice.core.site.Placeholder;
import dev.sluice.core.site.Redirect;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Sends clients elsewhere. */
final class RedirectStep implements Step {

    private final List<Redirect> redirects;

    RedirectStep(List<Redirect> redirects) {
        this.redirects = redirects;
    }

    @Override
    public void take(Visit visit, Turn turn) {
        String path = visit.origin().path();
        for (Redirect redirect : redirects) {
            String rest = redirect.from().rest(path);
            if (rest != null) {
                turn.answers(reply(redirect, location(redirect, rest, visit)));
                return;
            }
        }
        turn.passes();
    }

    private static Reply reply(Redirect redirect, String location) {
        return new Reply(
                redirect.status(),
                List.of(Map.entry("location", location), Map.entry("content-type", Reply.TEXT)),
                Buffer.buffer(location + "\n"));
    }

    private static String location(Redirect redirect, String rest, Visit visit) {
        String location = withinHost(
                redirect.to().filled(placeholder -> placeholder == Placeholder.REST ? rest : visit.value(placeholder)));
        String target = visit.origin().target();
        int query = target.indexOf('?');
        return query < 0 || location.indexOf('?') >= 0 ? location : location + target.substring(query);
    }

    /** Two slashes at the front, also as browsers read them, would name another host (RFC 3986 4.2). */
    private static String withinHost(String location) {
        if (!location.startsWith("/")) {
            return location;
        }
        int at = 1;
        while (at < location.length() && (location.charAt(at) == '/' || location.charAt(at) == '\\')) {
            at++;
        }
        return "/" + location.substring(at);
    }
}
