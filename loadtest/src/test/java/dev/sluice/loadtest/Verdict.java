package dev.sluice.loadtest;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.function.Supplier;

/** What a run is judged by where Gatling has no assertion for it: a last request that fails unless it holds. */
final class Verdict {

    private Verdict() {}

    /**
     * The request.
     *
     * @param objection what is wrong, with actual and expected; empty if nothing is
     */
    static ChainBuilder that(String name, Supplier<String> objection) {
        return exec(http(name).get("/").check(status().is(200), bodyString().validate(name, (body, session) -> {
            String wrong = objection.get();
            if (!wrong.isEmpty()) {
                throw new IllegalStateException(wrong);
            }
            return body;
        })));
    }
}
