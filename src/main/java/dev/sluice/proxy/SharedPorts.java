package dev.sluice.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the parts of one front door listen together.
 *
 * @param http port, or a negative number that stands for one free port for all that name it
 * @param https the same
 */
record SharedPorts(int http, int https) {

    /** Vert.x shares a free port among listeners that ask for the same negative one. */
    private static final AtomicInteger FREE = new AtomicInteger();

    static SharedPorts of(ProxyOptions options) {
        return new SharedPorts(shared(options.port()), shared(options.httpsPort()));
    }

    private static int shared(int port) {
        return port == 0 ? -FREE.incrementAndGet() : port;
    }
}
