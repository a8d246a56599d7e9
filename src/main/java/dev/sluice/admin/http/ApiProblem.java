package dev.sluice.admin.http;

import dev.sluice.core.port.CommitUnknownException;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Rejection;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** An answer that says no, as RFC 9457 problem details with a code and every single error. Carries no stack trace. */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Map<String, String> SOON = Map.of("Retry-After", "2");

    private final int status;
    private final String code;
    private final transient List<Problem> errors;
    private final transient Map<String, String> headers;

    public ApiProblem(int status, String code, String detail, List<Problem> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    public ApiProblem(int status, String code, String detail) {
        this(status, code, detail, List.of(), Map.of());
    }

    /** One value that is not what it may be. */
    public static ApiProblem invalid(String path, String actual, String expected) {
        String detail = path + " is " + actual + ", expected " + expected;
        return new ApiProblem(400, "invalid", detail, List.of(new Problem(path, actual, expected)), Map.of());
    }

    /** What a failure means to the caller. */
    public static ApiProblem of(Throwable failure) {
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return of(wrapped.getCause());
        }
        if (failure instanceof ApiProblem problem) {
            return problem;
        }
        if (failure instanceof Rejection no) {
            return new ApiProblem(no.code().status(), no.code().wire(), message(no), no.problems(), Map.of());
        }
        if (failure instanceof StoreAwayException) {
            return new ApiProblem(
                    503, "store_away", "The database does not answer; nothing was changed", List.of(), SOON);
        }
        if (failure instanceof CommitUnknownException) {
            return new ApiProblem(
                    503,
                    "commit_unknown",
                    "The connection to the database was lost during the commit; read again to see whether it was changed",
                    List.of(),
                    SOON);
        }
        return new ApiProblem(500, "internal", "Something failed inside Sluice; the log has more");
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The answer that says so. */
    public Answer answer() {
        JsonArray list = new JsonArray();
        for (Problem error : errors) {
            list.add(new JsonObject()
                    .put("path", error.path())
                    .put("actual", error.actual())
                    .put("expected", error.expected()));
        }
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("code", code)
                .put("detail", message(this))
                .put("errors", list);
        return new Answer(status, "application/problem+json", body.toBuffer(), headers);
    }
}
