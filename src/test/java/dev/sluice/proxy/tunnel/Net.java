package dev.sluice.proxy.tunnel;

import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The transports that the data plane may run on. */
enum Net {
    IO_URING,
    EPOLL,
    NIO;

    /** That one, or the test is skipped with a sentence: containers often forbid io_uring. */
    Transport transport() {
        @Nullable
        Transport found =
                switch (this) {
                    case IO_URING -> Transport.IO_URING;
                    case EPOLL -> Transport.EPOLL;
                    case NIO -> Transport.NIO;
                };
        Assumptions.assumeTrue(
                found != null && found.available(), () -> "skipped: " + this + " is not available on this machine");
        if (found == null) {
            throw new IllegalStateException("assumed to be there");
        }
        return found;
    }
}
