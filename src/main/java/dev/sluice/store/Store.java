package dev.sluice.store;

import dev.sluice.core.port.AcmeRecords;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.Backup;
import dev.sluice.core.port.Backups;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.Logins;
import dev.sluice.core.port.OwnRoots;
import dev.sluice.core.port.PairingCodes;
import dev.sluice.core.port.Revisions;
import dev.sluice.core.port.WebhookDeliveries;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The database of one front door, opened: its schema is ours, and every port is served.
 *
 * <p>Four connections: one for commanded changes, one for the ledger, one for reading, one that listens and asks each second
 * whether the database is there. So a slow search of the log holds up no pivot's record, and none of them can use up the
 * server's.
 */
public final class Store {
    private static final long MIGRATION_LIMIT_MS = 600_000;
    private static final long CONNECT_LIMIT_MS = 5_000;
    private static final long FINISH_LIMIT_MS = 3_000;
    private static final long CLOSE_LIMIT_MS = 1_000;

    private final Vertx vertx;
    private final Connector connector;
    private final Lane changes;
    private final Lane reads;
    private final Lane writes;
    private final CommandedState commanded;
    private final ObservedState observed;
    private final RevisionFeed feed;
    private final Context context;
    private volatile @Nullable EventRetention retention;
    private final String doorName;

    private Store(
            Vertx vertx,
            Context context,
            Connector connector,
            Database database,
            Presence presence,
            Lane first,
            FrontDoor door) {
        this.vertx = vertx;
        this.context = context;
        this.connector = connector;
        this.changes = first;
        this.reads = new Lane(vertx, context, connector, database, presence);
        this.writes = new Lane(vertx, context, connector, database, presence);
        this.commanded = new CommandedState(changes, reads, door.name());
        this.observed = new ObservedState(writes, reads, door);
        this.doorName = door.name();
        this.feed = new RevisionFeed(vertx, context, connector, database, presence, commanded::knownRevision);
        feed.open();
    }

    /**
     * Connects, brings the schema up to date, and enters this front door.
     *
     * @param control the Vertx to work on; not io_uring, which has no unix sockets. The calling context becomes the
     *     store's loop
     * @param frontDoor name of this process among those that share the database
     * @return fails with {@link dev.sluice.core.port.StoreAwayException}, or with {@link SchemaTooNewException}
     */
    public static Future<Store> open(Vertx control, Database database, String frontDoor) {
        Context context = control.getOrCreateContext();
        Connector connector = new Connector(control);
        Presence presence = new Presence();
        Lane first = new Lane(control, context, connector, database, presence);
        return first.run(Future::succeededFuture, CONNECT_LIMIT_MS) // a silent server must not take the limit below
                .compose(there -> first.run(Migrations::run, MIGRATION_LIMIT_MS))
                .compose(done -> first.run(connection -> FrontDoor.register(connection, frontDoor)))
                .map(door -> new Store(control, context, connector, database, presence, first, door))
                .recover(failure -> first.close()
                        .transform(closed -> connector.close())
                        .transform(closed -> Future.failedFuture(Faults.told(failure))));
    }

    public DesiredState desiredState() {
        return commanded;
    }

    public Ledger ledger() {
        return observed;
    }

    public ActivityLog activityLog() {
        return new KeptEvents(reads);
    }

    public Revisions revisions() {
        return new KeptRevisions(reads);
    }

    /** What such a text holds; no database is asked. Refuses as {@link Backups#read} does. */
    public static Backup readBackup(String text) {
        return BackupText.read(text);
    }

    public Backups backups() {
        return new KeptBackups(reads);
    }

    public ApiTokens apiTokens() {
        return new KeptTokens(reads, doorName);
    }

    public Logins logins() {
        return new KeptLogins(reads, doorName);
    }

    public WebhookDeliveries webhookDeliveries() {
        return new KeptDeliveries(reads, doorName);
    }

    public AcmeRecords acmeRecords() {
        return new KeptAcme(reads, doorName);
    }

    public OwnRoots ownRoots() {
        return new KeptOwnRoots(reads);
    }

    public PairingCodes pairingCodes() {
        return new KeptPairingCodes(reads);
    }

    /**
     * From now on tells of each revision that is newer than what {@link #desiredState()} last read or wrote, at the
     * latest a second after it was committed. To be called once.
     *
     * @param newer called on the store's loop; may be told the same number again until it has been loaded
     */
    public void follow(LongConsumer newer) {
        feed.follow(newer);
    }

    /** From now on drops events that are older, and the oldest that are too many. To be called once. */
    public void keepEvents(Duration keep, int most) {
        EventRetention begun = retention(keep, most);
        retention = begun;
        begun.open();
    }

    EventRetention retention(Duration keep, int most) {
        return new EventRetention(context, reads, keep, most);
    }

    /** Finishes what was begun, then closes all connections. A database that does not answer is not waited for. */
    public Future<Void> close() {
        EventRetention cutting = retention;
        if (cutting != null) {
            context.runOnContext(v -> cutting.close());
        }
        Future<?> finished = Future.join(feed.close(), changes.close(), reads.close(), writes.close());
        return TimeLimit.of(vertx, FINISH_LIMIT_MS, finished)
                .transform(done -> TimeLimit.of(vertx, CLOSE_LIMIT_MS, connector.close()));
    }
}
