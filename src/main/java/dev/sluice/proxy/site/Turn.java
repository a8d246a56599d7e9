package dev.sluice.proxy.site;

import dev.sluice.proxy.Failure;

/** How it goes on with a request behind a {@link Step}. Event loop. A client that left meanwhile is no concern of the step's. */
public interface Turn {

    /** The request goes to the next step, and behind the last to an upstream. */
    void passes();

    /** The request is answered so, and goes nowhere. */
    void answers(Reply reply);

    /** The request fails so, and goes nowhere. */
    void fails(Failure failure);
}
