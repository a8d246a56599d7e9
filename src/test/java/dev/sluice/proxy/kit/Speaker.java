package dev.sluice.proxy.kit;

import org.jspecify.annotations.Nullable;

/** A client's connection in one version of HTTP; what tests say through it is the same for all. */
public interface Speaker extends AutoCloseable {

    /** As a length: there is no body. */
    int NONE = 0;

    /** As a length: there is a body, whose end alone tells how long it is. */
    int UNKNOWN = -1;

    /** Sends a request's head; {@link Door#HOST} unless the fields name another host. */
    Conversation ask(String method, String path, int length, String... namesAndValues);

    /** Whether the other side ends the connection, which is waited for. */
    boolean isEnded();

    @Override
    void close();

    default Answer get(String path, String... namesAndValues) {
        return ask("GET", path, NONE, namesAndValues).answer();
    }

    default Answer post(String body, String... namesAndValues) {
        Conversation conversation = ask("POST", "/", body.length(), namesAndValues);
        conversation.send(body);
        conversation.end();
        return conversation.answer();
    }

    /** One request and its answer. Reads wait for at most ten seconds. */
    interface Conversation {

        /** Sends bytes of the body. */
        void send(String bytes);

        /** Ends the body. */
        void end(String... trailers);

        /** The next head of an interim answer, with a first line of its status; null if the final one is next. */
        @Nullable
        String interim();

        /** Waits for the final head, and gives its status; 0 if there will be none. */
        int status();

        /** Waits for so many bytes of the body. */
        String read(int bytes);

        /** The whole answer, without what was read. */
        Answer answer();

        /** Gives the request up. */
        void abort();
    }
}
