package dev.sluice.admin.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/**
 * One thing that the API can do.
 *
 * @param id its operationId in the OpenAPI document
 * @param path with names in braces, as the document spells it
 * @param scope what a token needs for it
 */
public record Operation(String id, HttpMethod method, String path, Scope scope, Action action) {

    /** What it does. Control loop; a failed future or a thrown {@link ApiProblem} or Rejection becomes the answer. */
    @FunctionalInterface
    public interface Action {
        Future<Answer> run(Call call);
    }

    /** One that only sees. */
    public static Operation get(String id, String path, Action action) {
        return new Operation(id, HttpMethod.GET, path, Scope.READ, action);
    }

    /** One that moves traffic. */
    public static Operation operate(String id, String path, Action action) {
        return new Operation(id, HttpMethod.POST, path, Scope.OPERATE, action);
    }

    /** One that moves traffic, and is no POST. */
    public static Operation operate(String id, HttpMethod method, String path, Action action) {
        return new Operation(id, method, path, Scope.OPERATE, action);
    }

    /** One that changes what is wanted. */
    public static Operation admin(String id, HttpMethod method, String path, Action action) {
        return new Operation(id, method, path, Scope.ADMIN, action);
    }

    /** Whether its body is a whole document, which may be long, and YAML. */
    boolean takesDocument() {
        return id.equals("applyDesired") || id.equals("restoreBackup");
    }

    /** The path as the router spells it. */
    String routerPath() {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }
}
