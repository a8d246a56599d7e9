package dev.sluice.core.port;

import java.util.concurrent.CompletionStage;

/** What is kept of this front door, as one text, and what it takes to bring it back. Any thread. */
public interface Backups {

    /** Everything as it is now. Fails with {@link StoreAwayException}. */
    CompletionStage<String> take();

    /**
     * What such a text holds.
     *
     * @throws dev.sluice.core.rule.Rejection INVALID if it is no backup, without a word of what is in it
     */
    Backup read(String text);

    /**
     * Sees to it that nothing new gets an id that something in the backup has, and brings back the root where there is none,
     * before what it signed could be signed by a new one. Fails with {@link StoreAwayException}.
     */
    CompletionStage<Void> reserve(Backup backup);

    /** Brings tokens and history back; those that are there already stay. Fails with {@link StoreAwayException}. */
    CompletionStage<Void> bringBack(Backup backup);
}
