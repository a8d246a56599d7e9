package dev.sluice.core.port;

/** Where the data plane tells how it fares with the listeners of L4 routes. Any thread; returns at once. */
public interface ListenReports {

    /** For a front door of which nobody wants to know. */
    ListenReports UNHEARD = new ListenReports() {
        @Override
        public void failed(int port, Throwable cause) {
            // Nobody listens.
        }

        @Override
        public void opened(int port) {
            // Nobody listens.
        }

        @Override
        public void closed(int port) {
            // Nobody listens.
        }
    };

    /** The listener could not be opened; told with each try. */
    void failed(int port, Throwable cause);

    void opened(int port);

    /** No route listens there any more. */
    void closed(int port);
}
