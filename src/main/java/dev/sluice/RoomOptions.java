package dev.sluice;

import dev.sluice.admin.AdminOptions;
import dev.sluice.admin.LoginOptions;
import dev.sluice.admin.auth.PasswordHash;
import dev.sluice.admin.gateway.GatewayOptions;
import dev.sluice.config.DatabaseUrl;
import dev.sluice.config.Secret;
import dev.sluice.config.Settings;
import dev.sluice.core.model.Probe;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.HopCredentials;
import dev.sluice.proxy.Hops;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.UpstreamLimits;
import dev.sluice.proxy.tunnel.TunnelOptions;
import dev.sluice.tls.TlsOptions;
import dev.sluice.tls.acme.AcmeOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each room is told of the settings; rooms do not know where their options come from. */
final class RoomOptions {

    private static final int POSTGRES_PORT = 5432;

    private final Settings settings;
    private final LiveSettings live;

    RoomOptions(Settings settings, LiveSettings live) {
        this.settings = settings;
        this.live = live;
    }

    int eventLoops() {
        return settings.eventLoops() > 0
                ? settings.eventLoops()
                : Runtime.getRuntime().availableProcessors();
    }

    /** How long a start may warm up. */
    Duration rehearsal() {
        return settings.proxy().rehearsal();
    }

    /** For a front door that agents know by these. */
    ProxyOptions proxy(HopCredentials credentials) {
        return proxy().withHops(Hops.to(credentials));
    }

    ProxyOptions proxy() {
        Settings.Proxy proxy = settings.proxy();
        ClientLimits clients = ClientLimits.defaults();
        UpstreamLimits upstreams = UpstreamLimits.defaults();
        return new ProxyOptions(
                settings.http().host(),
                settings.http().port(),
                hasHttps() ? settings.https().port() : ProxyOptions.NONE,
                settings.https().publicPort(),
                settings.http().h2c(),
                eventLoops(),
                settings.trustedProxies(),
                new ClientLimits(
                        proxy.requestHeadTimeout(),
                        proxy.headLimit(),
                        proxy.bodyIdleTimeout(),
                        proxy.bodyLeastRate(),
                        proxy.bodyRateGrace(),
                        proxy.keepAliveTimeout(),
                        proxy.writeStallTimeout(),
                        proxy.maxConnections() > 0 ? proxy.maxConnections() : clients.connections(),
                        proxy.maxConnectionsPerAddress()),
                new UpstreamLimits(
                        proxy.dialTimeout(),
                        upstreams.lastResortDial(),
                        proxy.poolWaitTimeout(),
                        upstreams.waiting(),
                        proxy.poolSize() > 0 ? proxy.poolSize() : upstreams.connections(),
                        proxy.poolKeepAliveTimeout(),
                        proxy.responseHeadTimeout(),
                        proxy.responseIdleTimeout(),
                        upstreams.interim()),
                TunnelOptions.defaults().withIdle(proxy.tunnelIdleTimeout()),
                Hops.NONE,
                PasswordHash::matches);
    }

    boolean hasHttps() {
        return settings.https().port() != Settings.Https.OFF;
    }

    TlsOptions tls() {
        return TlsOptions.of(
                settings.certsDir(), settings.secretKeyFile(), settings.https().defaultCertificate());
    }

    /** Whom certificates are obtained from; null: nobody. */
    @Nullable
    AcmeOptions acme() {
        Settings.Acme acme = settings.acme();
        if (acme == null) {
            return null;
        }
        Secret hmacKey = acme.eabHmacKey();
        return new AcmeOptions(
                acme.directory(),
                acme.email(),
                acme.caRoot(),
                acme.eabKeyId() == null || hmacKey == null
                        ? null
                        : new AcmeOptions.ExternalAccount(acme.eabKeyId(), hmacKey.value()));
    }

    /**
     * The admin API's options.
     *
     * @param httpPort the front door's actual port, as the next
     */
    AdminOptions admin(int httpPort, int httpsPort, String version) {
        Settings.Admin admin = settings.admin();
        Settings.Watchdog watchdog = settings.watchdog();
        Probe usual = Probe.DEFAULT;
        Probe probe = new Probe(
                usual.kind(),
                usual.port(),
                usual.path(),
                usual.expectStatus(),
                watchdog.interval(),
                watchdog.fall(),
                watchdog.rise());
        return new AdminOptions(
                admin.host(),
                admin.port(),
                admin.hosts(),
                admin.token() == null ? null : admin.token().value(),
                new LoginOptions(
                        admin.passwordHash() == null
                                ? null
                                : admin.passwordHash().value(),
                        admin.sessionIdleTimeout(),
                        admin.sessionLifetime()),
                probe,
                forbidden(Stream.of(
                                httpPort,
                                httpsPort,
                                admin.port(),
                                settings.agent().port())
                        .collect(Collectors.toSet())),
                live::features,
                live::shown,
                version,
                settings.frontDoor());
    }

    GatewayOptions agents() {
        return GatewayOptions.of(settings.agent().host(), settings.agent().port());
    }

    private ForbiddenTargets forbidden(Set<Integer> ports) {
        Set<Integer> real = ports.stream().filter(port -> port > 0).collect(Collectors.toSet());
        List<String> hosts = Stream.of(
                        settings.http().host(),
                        settings.admin().host(),
                        settings.agent().host())
                .filter(host -> !host.equals("0.0.0.0") && !host.equals("::"))
                .toList();
        DatabaseUrl url = settings.database();
        URI database = url == null ? null : URI.create(url.value());
        String host = database == null ? null : databaseHost(database);
        int port = database == null || database.getPort() < 0 ? POSTGRES_PORT : database.getPort();
        return new ForbiddenTargets(real, hosts, host, port);
    }

    private static @Nullable String databaseHost(URI database) {
        String host = database.getHost();
        return host == null || host.isEmpty() ? null : host;
    }
}
