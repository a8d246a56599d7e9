package dev.sluice.proxy.http;

import io.vertx.core.Completable;
import org.jspecify.annotations.Nullable;

/** What is left of one answer in {@link AnswerTails}, until its last byte is written or given up. */
final class AnswerTail implements Completable<Void> {

    private final AnswerTails all;
    final int stream;
    long movedNanos;

    @Nullable
    AnswerTail before;

    @Nullable
    AnswerTail after;

    AnswerTail(AnswerTails all, int stream, long now) {
        this.all = all;
        this.stream = stream;
        this.movedNanos = now;
    }

    /** The client has taken all, or is gone. */
    @Override
    public void complete(@Nullable Void none, @Nullable Throwable failure) {
        all.remove(this);
    }
}
