package dev.sluice.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long the longest tasks of a page take (Long Tasks API), step by step of what is done with it.
 *
 * <p>What else the machine does lengthens tasks by the clock. Of a step whose longest is over the bound, the work of its thread
 * counts instead, which the browser's trace tells; and a round of steps that is too long for all that gets a second one.
 */
final class LongTasks {

    /** What nobody notices as a delay of what they type or scroll. */
    static final int MOST_MS = 100;

    private static final int ROUNDS = 3;
    private static final String WATCH = "() => { window.tasks = []; new PerformanceObserver(list =>"
            + " list.getEntries().forEach(one => window.tasks.push(one.duration))).observe({type: 'longtask'}); }";

    /** Reports come between tasks: after this one, those of all before it are there. */
    private static final String TAKE =
            "() => new Promise(done => setTimeout(() => done(Math.max(0, ...window.tasks.splice(0))), 50))";

    private final Page page;
    private final Browser browser;
    private final Map<String, Runnable> steps = new LinkedHashMap<>();

    private LongTasks(Page page) {
        this.page = page;
        browser = page.context().browser();
    }

    static LongTasks in(Page page) {
        page.evaluate(WATCH);
        return new LongTasks(page);
    }

    LongTasks step(String name, Runnable step) {
        steps.put(name, step);
        return this;
    }

    /** The longest task of each step in the best round, in ms; 0 if none took 50. */
    Map<String, Double> best() {
        Map<String, Double> best = round();
        for (int i = 1; i < ROUNDS && longest(best) > MOST_MS; i++) {
            Map<String, Double> next = round();
            best = longest(next) < longest(best) ? next : best;
        }
        return best;
    }

    private Map<String, Double> round() {
        Map<String, Double> round = new LinkedHashMap<>();
        StringBuilder told = new StringBuilder("longest tasks at " + page.url() + ", by the clock and of work, in ms:");
        steps.forEach((name, step) -> {
            page.evaluate(TAKE);
            browser.startTracing(page, new Browser.StartTracingOptions().setCategories(List.of("toplevel")));
            step.run();
            double clock = ((Number) page.evaluate(TAKE)).doubleValue();
            double work = longestWork(browser.stopTracing());
            round.put(name, clock > MOST_MS ? work : clock);
            told.append(" %s %.0f %.0f,".formatted(name, clock, work));
        });
        System.out.println(told);
        return round;
    }

    private static double longest(Map<String, Double> round) {
        return round.values().stream().mapToDouble(one -> one).max().orElse(0);
    }

    /** How long, in ms, the thread of a page worked at one task at most. */
    private static double longestWork(byte[] trace) {
        List<JsonObject> events = new JsonObject(Buffer.buffer(trace))
                .getJsonArray("traceEvents").stream()
                        .map(JsonObject.class::cast)
                        .toList();
        Set<String> pages = events.stream()
                .filter(event -> "CrRendererMain"
                        .equals(event.getJsonObject("args", new JsonObject()).getValue("name")))
                .map(LongTasks::thread)
                .collect(Collectors.toSet());
        return events.stream()
                .filter(event -> event.getString("name").endsWith("RunTask") && pages.contains(thread(event)))
                .mapToDouble(event -> event.getDouble("tdur", 0.0) / 1000)
                .max()
                .orElseThrow();
    }

    private static String thread(JsonObject event) {
        return event.getValue("pid") + " " + event.getValue("tid");
    }
}
