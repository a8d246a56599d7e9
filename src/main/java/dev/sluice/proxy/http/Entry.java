package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Reply;
import dev.sluice.proxy.site.Turn;

/**
 * What becomes of a request behind the steps of its route; of one that is over meanwhile, nothing. Event loop.
 *
 * @param plan as it was when the request came; it may have changed while a step waited
 */
record Entry(Exchange exchange, HeadCheck.Result head, RoutePlan plan) implements Turn {

    @Override
    public void passes() {
        if (!exchange.isOver()) {
            RoutePlan now = exchange.loop().table().plan(plan.route().id());
            if (now == null) {
                exchange.fail(Failure.NO_ROUTE);
            } else if (Arrival.isAtItsDoor(exchange.client(), now)) {
                exchange.forward(head, now);
            } else {
                exchange.fail(Failure.MISDIRECTED); // it may be so since the request came
            }
        }
    }

    @Override
    public void answers(Reply reply) {
        if (!exchange.isOver()) {
            exchange.reply(reply);
        }
    }

    @Override
    public void fails(Failure failure) {
        exchange.fail(failure);
    }
}
