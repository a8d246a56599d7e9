package dev.sluice.core.port;

import dev.sluice.core.Publication;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The activity log with what the database does not have yet, and somebody who tells of news. Any thread. */
public interface LiveActivity extends ActivityLog {

    /** What the database does not have yet, oldest first. */
    CompletionStage<List<Stored>> unsaved();

    /** Has the listener told from now on, for as long as the program runs. */
    void listen(Listener listener);

    /** Somebody who wants to know at once. Called on any thread; must not block. */
    interface Listener {

        /** This was made known; its events need not be in the database yet. */
        void published(Publication publication);

        /** The database has more than before. */
        void saved();
    }
}
