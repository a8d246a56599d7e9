package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.http.TokenBook;
import dev.sluice.admin.json.FieldReader;
import dev.sluice.admin.json.Values;
import dev.sluice.core.failover.Event;
import dev.sluice.core.model.TokenText;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.NewApiToken;
import dev.sluice.core.rule.AccessEvents;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.TokenRules;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The tokens that open the API. What one is made of is told once, to who asked for it. */
public final class TokensResource {

    private static final String ALL = Located.BASE + "/tokens";
    private static final String ONE = ALL + "/{id}";

    private final Changes changes;
    private final ApiTokens store;
    private final TokenBook book;
    private final BooleanSupplier otherWayIn;
    private final Clock clock;

    /**
     * The tokens' resource.
     *
     * @param otherWayIn whether the operator could come in without any of these tokens
     */
    public TokensResource(Changes changes, ApiTokens store, TokenBook book, BooleanSupplier otherWayIn, Clock clock) {
        this.changes = changes;
        this.store = store;
        this.book = book;
        this.otherWayIn = otherWayIn;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.admin("listTokens", HttpMethod.GET, ALL, this::list),
                Operation.admin("createToken", HttpMethod.POST, ALL, this::create),
                Operation.admin("getToken", HttpMethod.GET, ONE, this::get),
                Operation.admin("revokeToken", HttpMethod.DELETE, ONE, this::revoke));
    }

    /** As last read: also while the database is away. */
    private Future<Answer> list(Call call) {
        return book.refresh().map(read -> call.page(book.all(), this::json));
    }

    private Future<Answer> get(Call call) {
        return book.refresh().map(read -> Answer.json(json(found(call))));
    }

    private Future<Answer> create(Call call) {
        Instant now = clock.wall();
        Problems problems = new Problems();
        TokenRules.Wanted wanted = TokenRules.read(new FieldReader(call.object(), problems), problems, now);
        TokenText token = TokenText.random();
        Event told = AccessEvents.created(wanted, call.actor(), now);
        return changes.here(store.add(
                        new NewApiToken(wanted.name(), token.sha256(), wanted.scopes(), wanted.expiresAt()), told))
                .compose(kept -> book.refresh().map(kept))
                .map(kept -> {
                    changes.plane().tell(told);
                    return Answer.json(
                            201, json(kept).put("token", token.reveal()), Map.of("Location", ALL + "/" + kept.id()));
                });
    }

    /** From the answer on it opens nothing here; at other front doors on the same database within seconds. */
    private Future<Answer> revoke(Call call) {
        return book.refresh().compose(read -> {
            ApiToken token = found(call);
            refuseIfLast(token);
            Event told = AccessEvents.revoked(token, call.actor(), clock.wall());
            return changes.here(store.remove(token.id(), told))
                    .compose(there -> {
                        book.forget(token.id());
                        if (there) {
                            changes.plane().tell(told);
                        }
                        return book.refresh();
                    })
                    .map(done -> Answer.empty());
        });
    }

    /** Nobody could make the next one. */
    private void refuseIfLast(ApiToken token) {
        Instant now = clock.wall();
        boolean another = book.all().stream().anyMatch(other -> other.id() != token.id() && other.opensAll(now));
        if (token.opensAll(now) && !another && !otherWayIn.getAsBoolean()) {
            throw new ApiProblem(
                    409,
                    "last_admin_token",
                    "No other token has the scope admin, and there is no other way in: make another one first");
        }
    }

    private ApiToken found(Call call) {
        long id = call.id("id");
        return book.all().stream()
                .filter(token -> token.id() == id)
                .findFirst()
                .orElseThrow(() -> new ApiProblem(404, "not_found", "There is no such token"));
    }

    private JsonObject json(ApiToken token) {
        return new JsonObject()
                .put("id", token.id())
                .put("name", token.name())
                .put("scopes", new JsonArray(List.copyOf(new TreeSet<>(token.scopes()))))
                .put("created_at", Values.time(token.createdAt()))
                .put("last_used_at", Values.time(book.lastUsed(token)))
                .put("expires_at", Values.time(token.expiresAt()))
                .put("expired", token.isExpired(clock.wall()));
    }
}
