package dev.sluice.cli.client;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What an operator reads when the API did not do what a command asked of it. */
public final class ClientFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refused;
    private final transient List<String> faults;

    private ClientFailure(String message, boolean refused, List<String> faults) {
        super(message);
        this.refused = refused;
        this.faults = List.copyOf(faults);
    }

    /** Something on the way went wrong. */
    public static ClientFailure of(String message) {
        return new ClientFailure(message, false, List.of());
    }

    /** What was asked for is not there. */
    public static ClientFailure unknown(String name, String actual, String expected) {
        return new ClientFailure(name + ": actual " + actual + ", expected " + expected, true, List.of());
    }

    /** The API's own words, from a problem of RFC 9457. */
    static ClientFailure of(int status, String body) {
        JsonObject problem;
        try {
            problem = new JsonObject(body);
        } catch (DecodeException e) {
            return of("the answer has status " + status + " and is no problem of Sluice (is this its admin address?)");
        }
        List<String> faults = new ArrayList<>();
        JsonArray errors = problem.getJsonArray("errors", new JsonArray());
        for (int i = 0; i < errors.size(); i++) {
            JsonObject error = errors.getJsonObject(i);
            faults.add(error.getString("path") + ": actual " + error.getString("actual") + ", expected "
                    + error.getString("expected"));
        }
        String code = problem.getString("code", String.valueOf(status));
        boolean refused = status >= 400 && status < 500 && status != 401 && status != 403 && status != 429;
        return new ClientFailure(problem.getString("detail", "refused") + " (" + code + ")", refused, faults);
    }

    /** Whether what was asked is wrong, rather than the way there. */
    public boolean isRefused() {
        return refused;
    }

    /** Everything that is wrong, one by one. */
    public List<String> faults() {
        return faults;
    }
}
