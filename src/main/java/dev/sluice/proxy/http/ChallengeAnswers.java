package dev.sluice.proxy.http;

import dev.sluice.proxy.TlsTermination;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What certificate authorities are answered that ask whether a name leads here (RFC 8555 section 8.3). A question that is none
 * of ours goes the way of its route: who is behind it may have a certificate of its own to obtain. One per event loop.
 */
final class ChallengeAnswers {

    /** Where they ask, and by HTTP at first. */
    private static final String PATH = "/.well-known/acme-challenge/";

    private final @Nullable TlsTermination tls;
    private final Context context;

    ChallengeAnswers(@Nullable TlsTermination tls, Context context) {
        this.tls = tls;
        this.context = context;
    }

    /**
     * Takes the request if it asks such a question.
     *
     * @param then told of the answer, or of null if there is none of ours, on this loop; perhaps before this returns
     */
    boolean take(HeadCheck.Result head, ClientSide client, Consumer<@Nullable String> then) {
        if (tls == null || !asks(head) || client.hasBody() || !isRead(client)) {
            return false;
        }
        CompletableFuture<@Nullable String> answer =
                tls.challengeAnswer(head.path().substring(PATH.length())).toCompletableFuture();
        if (answer.isDone()) {
            then.accept(answer.join());
        } else {
            answer.thenAccept(found -> context.runOnContext(v -> then.accept(found)));
        }
        return true;
    }

    /** Whether it is such a question, ours or not. */
    static boolean asks(HeadCheck.Result head) {
        return head.path().startsWith(PATH);
    }

    private static boolean isRead(ClientSide client) {
        HttpMethod method = client.request().method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }
}
