package dev.sluice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every setting there is, in the order of the file. */
final class Catalogue {

    private static final List<Setting<?>> COLLECTED = new ArrayList<>();

    static final Setting<String> HTTP_HOST = setting(
            "http.host",
            Kinds.host(),
            "0.0.0.0",
            "Address that the front door listens on; 0.0.0.0 is all of IPv4, :: all there are.");
    static final Setting<Integer> HTTP_PORT =
            setting("http.port", Kinds.port(), "8080", "Port of the front door for HTTP.");
    static final Setting<Boolean> HTTP_H2C = setting(
            "http.h2c",
            Kinds.flag(),
            "false",
            "Whether clients of the HTTP port may begin with HTTP/2, without TLS and without asking (prior knowledge).");

    static final Setting<Integer> HTTPS_PORT = setting(
            "https.port",
            Kinds.portOrOff(),
            "8443",
            "Port of the front door for HTTPS, at http.host; off is no HTTPS there.");
    static final Setting<Integer> HTTPS_PUBLIC_PORT = setting(
            "https.public-port",
            Kinds.whole(0, 65_535),
            "0",
            "Port that clients reach HTTPS at where that is another, because a router forwards it: redirects from HTTP"
                    + " name it. 0 is the listener's own.");
    static final Setting<String> HTTPS_DEFAULT_CERTIFICATE = setting(
            "https.default-certificate",
            Kinds.host(),
            "",
            "Host whose certificate is shown to clients that ask for a name without one, or for none. Without it the former"
                    + " are refused, the latter get the only certificate there is.");

    static final Setting<String> ADMIN_HOST =
            setting("admin.host", Kinds.host(), "127.0.0.1", "Address that the admin API listens on.");
    static final Setting<Integer> ADMIN_PORT = setting("admin.port", Kinds.port(), "9180", "Port of the admin API.");
    static final Setting<Secret> ADMIN_TOKEN = setting(
            "admin.token",
            Kinds.secret(),
            "",
            "A fixed bearer token with every right, for automation. Without it the first start makes one.");
    static final Setting<Secret> ADMIN_PASSWORD_HASH = setting(
            "admin.password-hash",
            Kinds.passwordHash(),
            "",
            "The operator's password, as sluice hash-password prints it. Without it sluice set-password sets one, which the"
                    + " database keeps.");
    static final Setting<Duration> SESSION_IDLE_TIMEOUT = setting(
            "admin.session-idle-timeout",
            Kinds.duration("1m", "7d"),
            "12h",
            "A browser's session with the password ends after that time without a request.");
    static final Setting<Duration> SESSION_LIFETIME = setting(
            "admin.session-lifetime",
            Kinds.duration("5m", "90d"),
            "7d",
            "A browser's session with the password ends after that time in any case.");
    static final Setting<List<String>> ADMIN_HOSTS = setting(
            "admin.hosts",
            Kinds.hosts(),
            "",
            "Names under which the admin API may be called, besides its own address and localhost;"
                    + " a request with another Host is refused.");

    static final Setting<String> AGENT_HOST = setting(
            "agent.host", Kinds.host(), "0.0.0.0", "Address that agents of gateways come in by; 0.0.0.0 is all.");
    static final Setting<Integer> AGENT_PORT = setting(
            "agent.port",
            Kinds.port(),
            "9181",
            "Port that agents come in by, over TLS of their own; nothing listens there before the first pairing code is"
                    + " issued.");

    static final Setting<DatabaseUrl> DATABASE_URL = setting(
            "database.url",
            Kinds.databaseUrl(),
            "",
            "A Postgres database of your own: postgresql://user:password@host:5432/database."
                    + " Without it Sluice runs its own Postgres in the state directory.");

    static final Setting<Path> STATE_DIR = setting(
            "state-dir",
            Kinds.path(),
            "/var/lib/sluice",
            "Directory for all that outlives the process. For users other than root the default is"
                    + " ~/.local/state/sluice.");
    static final Setting<Path> CERTS_DIR = setting(
            "certs-dir",
            Kinds.path(),
            "",
            "Directory with certificates and their keys, looked at every 2 s; certs in the state directory by"
                    + " default.");
    static final Setting<Path> SECRET_KEY_FILE = setting(
            "secret-key-file",
            Kinds.path(),
            "",
            "File with the 32 random bytes under which the keys of certificates are sealed in the database; made at first"
                    + " use, secret.key in the state directory by default.");

    static {
        COLLECTED.addAll(AcmeCatalogue.ALL);
    }

    static final Setting<String> FRONT_DOOR = setting(
            "front-door",
            Kinds.name(),
            "",
            "Name of this front door in events and in the database; the machine's name by default.");

    static final Setting<Integer> EVENT_LOOPS =
            setting("event-loops", Kinds.whole(0, 1024), "0", "Threads that carry traffic; 0 is one per processor.");

    static final Setting<List<String>> TRUSTED_PROXIES = setting(
            "trusted-proxies",
            Kinds.networks(),
            "",
            "Networks of proxies in front of Sluice whose Forwarded and X-Forwarded-* are believed and continued."
                    + " From everyone else they are replaced.");

    static final Setting<Duration> WATCHDOG_INTERVAL = setting(
            "watchdog.interval",
            Kinds.duration("100ms", "1h"),
            "1s",
            "Time from one probe of a peer to the next while nothing is in doubt; a peer may set its own.");
    static final Setting<Integer> WATCHDOG_FALL =
            setting("watchdog.fall", Kinds.whole(1, 100), "3", "Consecutive failed probes that make a peer DOWN.");
    static final Setting<Integer> WATCHDOG_RISE = setting(
            "watchdog.rise",
            Kinds.whole(1, 100),
            "2",
            "Consecutive good probes after DOWN that start a peer's cooldown.");

    static final Setting<Duration> DIAL_TIMEOUT = setting(
            "proxy.dial-timeout",
            Kinds.duration("10ms", "1m"),
            "1s",
            "How long a connection to a peer may take to come about, before the next peer is tried.");
    static final Setting<Duration> POOL_WAIT_TIMEOUT = setting(
            "proxy.pool-wait-timeout",
            Kinds.duration("10ms", "10m"),
            "5s",
            "How long a request may wait for a free connection to a peer, the dial included; more than dial-timeout.");
    static final Setting<Integer> POOL_SIZE = setting(
            "proxy.pool-size",
            Kinds.whole(0, 100_000),
            "0",
            "Connections to one peer at one time, over all event loops; further requests wait for one. 0 is the smaller of"
                    + " 4096 and 45 % of the file descriptors beyond 192.");
    static final Setting<Duration> POOL_KEEP_ALIVE_TIMEOUT = setting(
            "proxy.pool-keep-alive-timeout",
            Kinds.duration("1s", "1h"),
            "4s",
            "How long an idle connection to a peer is kept for the next request; it must be below the peer's own"
                    + " limit, which is often 5 s.");
    static final Setting<Duration> RESPONSE_HEAD_TIMEOUT = setting(
            "proxy.response-head-timeout",
            Kinds.duration("100ms", "1h"),
            "60s",
            "How long a peer may take to begin its answer once it has the request; then 504.");
    static final Setting<Duration> RESPONSE_IDLE_TIMEOUT = setting(
            "proxy.response-idle-timeout",
            Kinds.duration("100ms", "1d"),
            "10m",
            "How long an answer's body may stand still; long, because event streams are silent by nature.");
    static final Setting<Duration> REQUEST_HEAD_TIMEOUT = setting(
            "proxy.request-head-timeout",
            Kinds.duration("100ms", "10m"),
            "10s",
            "How long a request's head may take from its first byte to its last; then 408. Also a TLS ClientHello.");
    static final Setting<Duration> BODY_IDLE_TIMEOUT = setting(
            "proxy.body-idle-timeout",
            Kinds.duration("100ms", "1h"),
            "30s",
            "How long a request's body may stand still while Sluice is ready to read it.");
    static final Setting<Long> BODY_LEAST_RATE = setting(
            "proxy.body-least-rate",
            Kinds.size("0B", "1GiB"),
            "500B",
            "Bytes per second that a request's body must keep on average once it has run for body-rate-grace; 0B is"
                    + " any.");
    static final Setting<Duration> BODY_RATE_GRACE = setting(
            "proxy.body-rate-grace",
            Kinds.duration("0s", "1h"),
            "10s",
            "How long a request's body may take before its rate counts.");
    static final Setting<Duration> WRITE_STALL_TIMEOUT = setting(
            "proxy.write-stall-timeout",
            Kinds.duration("100ms", "1h"),
            "60s",
            "How long a client may take nothing of an answer that waits for it.");
    static final Setting<Duration> KEEP_ALIVE_TIMEOUT = setting(
            "proxy.keep-alive-timeout",
            Kinds.duration("1s", "1h"),
            "75s",
            "How long an idle connection of a client is kept open.");
    static final Setting<Duration> TUNNEL_IDLE_TIMEOUT = setting(
            "proxy.tunnel-idle-timeout",
            Kinds.duration("0s", "24h"),
            "0s",
            "How long nothing may move in a WebSocket or TCP connection until it is closed; 0s is for ever.");
    static final Setting<Long> HEAD_LIMIT = setting(
            "proxy.head-limit",
            Kinds.size("1KiB", "1MiB"),
            "32KiB",
            "Largest request line, and largest set of header fields; beyond it 414 or 431, for an answer 502.");
    static final Setting<Integer> MAX_CONNECTIONS = setting(
            "proxy.max-connections",
            Kinds.whole(0, 1_000_000),
            "0",
            "Connections of clients at one time; 0 is the smaller of 20000 and 45 % of the file descriptors beyond 192.");
    static final Setting<Integer> MAX_CONNECTIONS_PER_ADDRESS = setting(
            "proxy.max-connections-per-address",
            Kinds.whole(1, 1_000_000),
            "512",
            "Connections of one client address at one time; loopback and trusted proxies are not counted.");
    static final Setting<Duration> REHEARSAL = setting(
            "proxy.rehearsal",
            Kinds.duration("0s", "10s"),
            "1700ms",
            "How long a start may play a made-up failover before it serves, so that the first real one is quick; 0s for"
                    + " not at all.");
    static final Setting<Duration> DRAIN_PATIENCE = setting(
            "proxy.drain-patience",
            Kinds.duration("0s", "1h"),
            "30s",
            "How long requests in flight may take to end after SIGTERM.");

    static final Setting<Settings.AccessLog> LOG_ACCESS = setting(
            "log.access", Kinds.choice(Settings.AccessLog.class), "file", "Where one JSON line per request goes.");
    static final Setting<Path> LOG_ACCESS_FILE = setting(
            "log.access-file",
            Kinds.path(),
            "",
            "The access log's file; access.log in the state directory by default.");
    static final Setting<Settings.LogLevel> LOG_LEVEL = setting(
            "log.level",
            Kinds.choice(Settings.LogLevel.class),
            "info",
            "How much the process tells of itself on standard error.");
    static final Setting<Settings.LogFormat> LOG_FORMAT =
            setting("log.format", Kinds.choice(Settings.LogFormat.class), "text", "How it tells it.");

    static final Setting<Duration> EVENTS_KEEP = setting(
            "events.keep", Kinds.duration("2d", "3650d"), "400d", "How long what happened stays in the activity log.");
    static final Setting<Integer> EVENTS_MOST = setting(
            "events.most",
            Kinds.whole(1_000, 10_000_000),
            "200000",
            "How many events the activity log keeps; the oldest are dropped, though none that is younger than two days.");

    static final Setting<Boolean> GATEWAY_POOLS = setting(
            "features.gateway-pools",
            Kinds.flag(),
            "true",
            "Whether pools may be created and changed; those that exist serve in any case.");
    static final Setting<Boolean> LOAD_BALANCING = setting(
            "features.load-balancing",
            Kinds.flag(),
            "true",
            "Whether a pool may be set to load balancing; those that are serve in any case.");

    static final Setting<List<String>> WEBHOOKS_ALLOW = setting(
            "webhooks.allow",
            Kinds.networks(),
            "",
            "Networks that webhooks may call beside the public internet: private ones, loopback, link-local.");

    static final List<Setting<?>> ALL = List.copyOf(COLLECTED);

    private Catalogue() {}

    private static <T> Setting<T> setting(String path, Kind<T> kind, String preset, String meaning) {
        Setting<T> setting = Setting.of(path, kind, preset, meaning);
        COLLECTED.add(setting);
        return setting;
    }
}
