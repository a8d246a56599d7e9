package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A new database on a real server, for one test, and the SQL that a test asks of it behind the product's back. */
public final class FreshDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String RUN = "sluice_test_" + ProcessHandle.current().pid() + "_";
    private static final Map<PostgresKind, String> TEMPLATES = new EnumMap<>(PostgresKind.class);

    /** Epoll or NIO, as the product's control side has it. */
    public final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));

    private final PgConnectOptions server;
    private final PgConnectOptions options;
    private final List<Store> stores = new ArrayList<>();

    private FreshDatabase(PgConnectOptions server, PgConnectOptions options) {
        this.server = server;
        this.options = options;
    }

    /** Makes one in which all tables are, as a store leaves it that was never used: a copy of the first of its kind. */
    public static FreshDatabase on(PostgresKind kind) throws IOException {
        return make(kind.server(), " TEMPLATE " + template(kind));
    }

    /** Makes one with nothing in it. */
    public static FreshDatabase empty(PostgresKind kind) throws IOException {
        return make(kind.server(), "");
    }

    private static FreshDatabase make(PgConnectOptions server, String like) {
        String name = RUN + NUMBER.incrementAndGet();
        FreshDatabase made = new FreshDatabase(server, new PgConnectOptions(server).setDatabase(name));
        made.ask(server, "CREATE DATABASE " + name + like);
        return made;
    }

    /** The name of a database that nobody uses, whose schema is ours: the scripts take much longer than a copy does. */
    private static String template(PostgresKind kind) throws IOException {
        synchronized (TEMPLATES) {
            String name = TEMPLATES.get(kind);
            if (name == null) {
                FreshDatabase first = empty(kind);
                name = first.options.getDatabase();
                await(PgConnection.connect(first.vertx, first.options)
                        .compose(connection -> Migrations.run(connection).eventually(connection::close)));
                if (kind.outlivesTests()) {
                    Runtime.getRuntime().addShutdownHook(new Thread(first::close));
                } else {
                    await(first.vertx.close());
                }
                TEMPLATES.put(kind, name);
            }
            return name;
        }
    }

    public Database database() {
        return Database.of(options);
    }

    /** The same database by another way in, on this machine. */
    Database through(int port) {
        return Database.of(new PgConnectOptions(options).setHost("127.0.0.1").setPort(port));
    }

    /** How an operator would name it. */
    public String url() {
        return url(options.getPort());
    }

    /** All rows of all tables of Sluice's own, as text. */
    public String everything() {
        StringBuilder all = new StringBuilder();
        for (String table : ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            ask("SELECT row_to_json(t)::text FROM \"" + table + "\" t")
                    .forEach(row -> all.append(row).append('\n'));
        }
        return all.toString();
    }

    /** How an operator would name it by that other way. */
    public String url(int port) {
        String password =
                URLEncoder.encode(options.getPassword(), StandardCharsets.UTF_8).replace("+", "%20");
        return "postgresql://" + options.getUser() + ":" + password + "@127.0.0.1:" + port + "/"
                + options.getDatabase();
    }

    PgConnectOptions options() {
        return options;
    }

    /** A store on it, closed with it. */
    public Store open() {
        return open("front-1");
    }

    public Store open(String frontDoor) {
        return open(database(), frontDoor);
    }

    Store open(Database way, String frontDoor) {
        Store store = await(Store.open(vertx, way, frontDoor));
        stores.add(store);
        return store;
    }

    /** All rows, their columns joined by a bar. */
    public List<String> ask(String sql) {
        return ask(options, sql);
    }

    private List<String> ask(PgConnectOptions where, String sql) {
        return await(PgConnection.connect(vertx, where)
                .compose(connection -> connection.query(sql).execute().eventually(connection::close))
                .map(rows -> {
                    List<String> found = new ArrayList<>();
                    rows.forEach(row -> found.add(text(row)));
                    return found;
                }));
    }

    private static String text(Row row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : "|").append(row.getValue(i));
        }
        return text.toString();
    }

    public static <T> T await(Future<T> future) {
        return await(future.toCompletionStage());
    }

    /** The result; a failure comes as the cause of a CompletionException. */
    public static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        stores.forEach(store -> await(store.close()));
        ask(server, "DROP DATABASE " + options.getDatabase() + " WITH (FORCE)");
        await(vertx.close());
    }
}
