package dev.sluice.config;

import dev.sluice.core.model.Wire;
import dev.sluice.core.port.ShownSetting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is set for one process: complete, and valid.
 *
 * @param database null for the embedded Postgres
 * @param stateDir absolute
 * @param certsDir absolute; need not exist
 * @param secretKeyFile absolute; need not exist
 * @param acme null: no certificates are obtained
 * @param frontDoor name of this front door in events and in the database
 * @param eventLoops threads that carry traffic; 0 for one per processor
 * @param trustedProxies IP networks in CIDR form
 * @param webhooksAllow IP networks in CIDR form that webhooks may call beside the public internet
 * @param shown every setting, for people
 */
public record Settings(
        Http http,
        Https https,
        Admin admin,
        Agent agent,
        @Nullable DatabaseUrl database,
        Path stateDir,
        Path certsDir,
        Path secretKeyFile,
        @Nullable Acme acme,
        String frontDoor,
        int eventLoops,
        List<String> trustedProxies,
        Watchdog watchdog,
        Proxy proxy,
        Log log,
        Events events,
        Features features,
        List<String> webhooksAllow,
        List<ShownSetting> shown) {

    /** These, and of the fresh ones what can change live. */
    Settings with(Settings fresh, List<ShownSetting> page) {
        return new Settings(
                http,
                https,
                admin,
                agent,
                database,
                stateDir,
                certsDir,
                secretKeyFile,
                acme,
                frontDoor,
                eventLoops,
                trustedProxies,
                watchdog,
                proxy,
                new Log(log.access(), log.accessFile(), fresh.log().level(), log.format()),
                events,
                fresh.features(),
                fresh.webhooksAllow(),
                List.copyOf(page));
    }

    /** The front door's listener for HTTP; port 0 takes a free one. */
    public record Http(String host, int port, boolean h2c) {}

    /**
     * The front door's listener for HTTPS, at the same address as that for HTTP.
     *
     * @param port 0 takes a free one, {@link #OFF} is no listener
     * @param publicPort the port that clients reach it at; 0 if that is its own
     * @param defaultCertificate the host, in lower case, whose certificate is shown where no other is asked for;
     *     empty if none is
     */
    public record Https(int port, int publicPort, String defaultCertificate) {

        /** As a port: no HTTPS. */
        public static final int OFF = -1;
    }

    /**
     * The admin API's listener.
     *
     * @param token a fixed token with every right; null if there is none
     * @param passwordHash of the operator's password; null if the database has it, or there is none
     * @param sessionIdleTimeout a session ends after that time without a request
     * @param sessionLifetime a session ends after that time
     * @param hosts names under which it may be called, besides its own address and localhost
     */
    public record Admin(
            String host,
            int port,
            @Nullable Secret token,
            @Nullable Secret passwordHash,
            Duration sessionIdleTimeout,
            Duration sessionLifetime,
            List<String> hosts) {

        /** Whether the settings themselves let the operator in. */
        public boolean hasOwnKey() {
            return token != null || passwordHash != null;
        }
    }

    /**
     * The authority that certificates are obtained from.
     *
     * @param email whom it may write to; null: nobody
     * @param caRoot file that its own certificate is judged by; null: as everywhere
     * @param eabKeyId of an account that exists; null, as its key, if it needs none
     */
    public record Acme(
            URI directory,
            @Nullable String email,
            @Nullable Path caRoot,
            @Nullable String eabKeyId,
            @Nullable Secret eabHmacKey) {}

    /** The listener of agents, open from the first pairing code on; port 0 takes a free one. */
    public record Agent(String host, int port) {}

    /** How peers are probed that say nothing else. */
    public record Watchdog(Duration interval, int fall, int rise) {}

    /**
     * The data plane's limits.
     *
     * @param bodyLeastRate bytes per second; 0 for none
     * @param headLimit bytes
     * @param maxConnections 0 for what the file descriptors allow
     * @param poolSize connections to one peer, over all event loops; 0 for what the file descriptors allow
     */
    public record Proxy(
            Duration dialTimeout,
            Duration poolWaitTimeout,
            int poolSize,
            Duration poolKeepAliveTimeout,
            Duration responseHeadTimeout,
            Duration responseIdleTimeout,
            Duration requestHeadTimeout,
            Duration bodyIdleTimeout,
            int bodyLeastRate,
            Duration bodyRateGrace,
            Duration writeStallTimeout,
            Duration keepAliveTimeout,
            Duration tunnelIdleTimeout,
            int headLimit,
            int maxConnections,
            int maxConnectionsPerAddress,
            Duration rehearsal,
            Duration drainPatience) {}

    /**
     * What is logged.
     *
     * @param accessFile absolute
     */
    public record Log(AccessLog access, Path accessFile, LogLevel level, LogFormat format) {}

    /** How long, and how many events the activity log keeps. */
    public record Events(Duration keep, int most) {}

    /** What may be set up; what is locked keeps serving. */
    public record Features(boolean gatewayPools, boolean loadBalancing) {}

    /** Where the access log goes. */
    public enum AccessLog implements Wire {
        FILE,
        STDOUT,
        OFF
    }

    /** From what weight on a message is logged. */
    public enum LogLevel implements Wire {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** How a log line looks: for people, or one JSON object. */
    public enum LogFormat implements Wire {
        TEXT,
        JSON
    }
}
