package dev.sluice.proxy.site;

/** Something that a route does with a request before it is forwarded, or instead. One per route and event loop. */
public interface Step {

    /**
     * Looks at the request. Event loop.
     *
     * @param turn told exactly once how it goes on: before this returns, or later on the same loop
     */
    void take(Visit visit, Turn turn);
}
