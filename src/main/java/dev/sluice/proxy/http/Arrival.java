package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.proxy.Failure;
import org.jspecify.annotations.Nullable;

/** A request's way from its head to its route, or to the end of it where there is none. Event loop. */
final class Arrival {

    private final Exchange exchange;
    private final LoopScope loop;
    private final ClientSide client;
    private NewsWaits.@Nullable Wait news;

    Arrival(Exchange exchange) {
        this.exchange = exchange;
        this.loop = exchange.loop();
        this.client = exchange.client();
    }

    /** Checks the head, finds the route, and sends the request on its way. */
    void begin() {
        HeadCheck.Result head = HeadCheck.check(client.link(), client.request());
        client.identify(head);
        Failure failure = client.refusal(head);
        if (failure != null) {
            exchange.fail(failure);
        } else if (!loop.challenges().take(head, client, answer -> goOn(head, answer))) {
            route(head);
        }
    }

    /** It may be a question that we have the answer to. */
    private void goOn(HeadCheck.Result head, @Nullable String answer) {
        if (exchange.isOver()) {
            return;
        }
        if (answer == null) {
            route(head);
        } else {
            client.answerChallenge(answer);
            exchange.answerWritten();
        }
    }

    private void route(HeadCheck.Result head) {
        RoutePlan plan = loop.table().find(head.host(), head.path());
        if (loop.isAgent() && !Admission.agrees(client.request(), plan)) {
            awaitNews(head);
        } else if (plan == null) {
            exchange.fail(client.link().client().shown() == null ? Failure.NO_ROUTE : Failure.MISDIRECTED);
        } else if (isAtItsDoor(client, plan)) {
            exchange.lead(head, plan);
        } else if (plan.clientCertificates() != null && client.isSentToHttps(head, plan.route())) {
            exchange.answerWritten();
        } else {
            exchange.fail(Failure.MISDIRECTED);
        }
    }

    /** Whether the route is served where the request came in: its own port, with the certificate it wants now, or any door. */
    static boolean isAtItsDoor(ClientSide client, RoutePlan plan) {
        ClientCertificates wanted = plan.clientCertificates();
        ClientCertificates shown = client.link().client().shown();
        return wanted == shown || wanted != null && wanted.equals(shown);
    }

    /** At an agent: the front door means a route that is not here, or not so. It may be on its way here. */
    private void awaitNews(HeadCheck.Result head) {
        if (Admission.namesRoute(client.request())) {
            exchange.takeBody(); // before this returns: what comes meanwhile is to wait
            news = loop.newsWaits().begin(() -> goesOn(head), () -> exchange.fail(loop.noRoute()));
        }
        if (news == null) {
            exchange.fail(loop.noRoute());
        }
    }

    private boolean goesOn(HeadCheck.Result head) {
        RoutePlan plan = loop.table().find(head.host(), head.path());
        if (plan == null || !Admission.agrees(client.request(), plan)) {
            return false;
        }
        exchange.lead(head, plan);
        return true;
    }

    /** Waits for nothing any more. */
    void end() {
        if (news != null) {
            news.end();
        }
    }
}
