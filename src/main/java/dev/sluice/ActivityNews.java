package dev.sluice;

import dev.sluice.core.Publication;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.port.LiveActivity.Listener;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to know of news at once. Any thread. */
final class ActivityNews {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void published(Publication publication) {
        listeners.forEach(listener -> listener.published(publication));
    }

    /** That ledger; what it wrote is told. */
    Ledger told(Ledger ledger) {
        return new Ledger() {
            @Override
            public CompletionStage<LedgerState> load() {
                return ledger.load();
            }

            @Override
            public CompletionStage<Void> append(LedgerEntry entry) {
                return ledger.append(entry).thenAccept(written -> listeners.forEach(Listener::saved));
            }
        };
    }
}
