package dev.sluice.ui;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the browser has to complain of in the pages of a context: errors in its console, exceptions that nobody caught,
 * violations of the policy, and requests to anybody but the admin port. Answers of the API that are errors are none: they are
 * the page's to show.
 */
final class Complaints {

    private static final String TELL_VIOLATIONS = "addEventListener('securitypolicyviolation', e => tellViolation("
            + "e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sourceFile + ':' + e.lineNumber + ' ' + e.sample))";

    private final String origin;
    private final List<String> all = new ArrayList<>();

    private Complaints(String origin) {
        this.origin = origin;
    }

    /** Listens from now on, to pages that are opened later too. */
    static Complaints in(BrowserContext context, String origin) {
        Complaints complaints = new Complaints(origin);
        context.onConsoleMessage(complaints::said);
        context.onWebError(error -> complaints.all.add("uncaught: " + error.error()));
        context.onRequest(complaints::asked);
        context.exposeFunction("tellViolation", what -> complaints.all.add("policy violated: " + what[0]));
        context.addInitScript(TELL_VIOLATIONS);
        return complaints;
    }

    private void said(ConsoleMessage message) {
        boolean answerOfApi = message.text().startsWith("Failed to load resource")
                && message.location().startsWith(origin + "/api/");
        if (message.type().equals("error") && !answerOfApi) {
            all.add("console: " + message.text() + " (" + message.location() + ")");
        }
    }

    private void asked(Request request) {
        String url = request.url();
        if (!url.startsWith(origin + "/") && !url.startsWith("data:") && !url.startsWith("blob:" + origin)) {
            all.add("request to somebody else: " + url);
        }
    }

    /** Takes out those in which the pattern is found, and gives them: what a test provokes is no fault. */
    List<String> take(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        List<String> taken =
                all.stream().filter(one -> wanted.matcher(one).find()).toList();
        all.removeAll(taken);
        return taken;
    }

    /** All of them, once the browser has told whatever has happened in these pages. */
    List<String> of(List<Page> pages) {
        for (Page page : pages) {
            if (!page.isClosed()) {
                page.evaluate("new Promise(resolve => setTimeout(resolve))");
            }
        }
        return List.copyOf(all);
    }
}
