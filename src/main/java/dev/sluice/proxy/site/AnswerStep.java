package dev.sluice.proxy.site;

import dev.sluice.core.site.FixedAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Gives the answers that are always the same. */
final class AnswerStep implements Step {

    private final List<FixedAnswer> answers;
    private final List<Reply> replies;

    AnswerStep(List<FixedAnswer> answers) {
        this.answers = answers;
        this.replies = answers.stream()
                .map(answer -> new Reply(
                        answer.status(),
                        answer.body().isEmpty() ? List.of() : List.of(Map.entry("content-type", answer.contentType())),
                        Buffer.buffer(answer.body())))
                .toList();
    }

    @Override
    public void take(Visit visit, Turn turn) {
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).at().rest(visit.origin().path()) != null) {
                turn.answers(replies.get(i));
                return;
            }
        }
        turn.passes();
    }
}
