package dev.sluice.config;

import dev.sluice.core.rule.DurationText;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts single values together into {@link Settings}, and sees what does not go together. */
final class SettingsAssembly {

    private static final String CERTS = "certs";
    private static final String SECRET_KEY = "secret.key";
    private static final String ACCESS_LOG = "access.log";

    private SettingsAssembly() {}

    static Settings assemble(SettingsReader values, Surroundings surroundings) {
        Path stateDir = values.isGiven(Catalogue.STATE_DIR) ? values.get(Catalogue.STATE_DIR) : surroundings.stateDir();
        Settings.Admin admin = new Settings.Admin(
                values.get(Catalogue.ADMIN_HOST),
                values.get(Catalogue.ADMIN_PORT),
                values.find(Catalogue.ADMIN_TOKEN),
                values.find(Catalogue.ADMIN_PASSWORD_HASH),
                values.get(Catalogue.SESSION_IDLE_TIMEOUT),
                values.get(Catalogue.SESSION_LIFETIME),
                values.items(Catalogue.ADMIN_HOSTS));
        return new Settings(
                new Settings.Http(
                        values.get(Catalogue.HTTP_HOST),
                        values.get(Catalogue.HTTP_PORT),
                        values.get(Catalogue.HTTP_H2C)),
                new Settings.Https(
                        values.get(Catalogue.HTTPS_PORT),
                        values.get(Catalogue.HTTPS_PUBLIC_PORT),
                        Objects.requireNonNullElse(values.find(Catalogue.HTTPS_DEFAULT_CERTIFICATE), "")
                                .toLowerCase(Locale.ROOT)),
                admin,
                new Settings.Agent(values.get(Catalogue.AGENT_HOST), values.get(Catalogue.AGENT_PORT)),
                values.find(Catalogue.DATABASE_URL),
                stateDir,
                Objects.requireNonNullElse(values.find(Catalogue.CERTS_DIR), stateDir.resolve(CERTS)),
                Objects.requireNonNullElse(values.find(Catalogue.SECRET_KEY_FILE), stateDir.resolve(SECRET_KEY)),
                acme(values),
                Objects.requireNonNullElse(values.find(Catalogue.FRONT_DOOR), surroundings.frontDoor()),
                values.get(Catalogue.EVENT_LOOPS),
                values.items(Catalogue.TRUSTED_PROXIES),
                new Settings.Watchdog(
                        values.get(Catalogue.WATCHDOG_INTERVAL),
                        values.get(Catalogue.WATCHDOG_FALL),
                        values.get(Catalogue.WATCHDOG_RISE)),
                proxy(values),
                new Settings.Log(
                        values.get(Catalogue.LOG_ACCESS),
                        Objects.requireNonNullElse(
                                values.find(Catalogue.LOG_ACCESS_FILE), stateDir.resolve(ACCESS_LOG)),
                        values.get(Catalogue.LOG_LEVEL),
                        values.get(Catalogue.LOG_FORMAT)),
                new Settings.Events(values.get(Catalogue.EVENTS_KEEP), values.get(Catalogue.EVENTS_MOST)),
                new Settings.Features(values.get(Catalogue.GATEWAY_POOLS), values.get(Catalogue.LOAD_BALANCING)),
                values.items(Catalogue.WEBHOOKS_ALLOW),
                SettingsPage.of(values, worked(stateDir, surroundings)));
    }

    /** Defaults that depend on the machine. */
    private static Map<String, String> worked(Path stateDir, Surroundings surroundings) {
        return Map.of(
                Catalogue.STATE_DIR.path(), stateDir.toString(),
                Catalogue.CERTS_DIR.path(), stateDir.resolve(CERTS).toString(),
                Catalogue.SECRET_KEY_FILE.path(), stateDir.resolve(SECRET_KEY).toString(),
                Catalogue.LOG_ACCESS_FILE.path(), stateDir.resolve(ACCESS_LOG).toString(),
                Catalogue.FRONT_DOOR.path(), surroundings.frontDoor());
    }

    private static Settings.@Nullable Acme acme(SettingsReader values) {
        URI directory = values.find(AcmeCatalogue.DIRECTORY);
        return directory == null
                ? null
                : new Settings.Acme(
                        directory,
                        values.find(AcmeCatalogue.EMAIL),
                        values.find(AcmeCatalogue.CA_ROOT),
                        values.find(AcmeCatalogue.EAB_KEY_ID),
                        values.find(AcmeCatalogue.EAB_HMAC_KEY));
    }

    private static Settings.Proxy proxy(SettingsReader values) {
        return new Settings.Proxy(
                values.get(Catalogue.DIAL_TIMEOUT),
                values.get(Catalogue.POOL_WAIT_TIMEOUT),
                values.get(Catalogue.POOL_SIZE),
                values.get(Catalogue.POOL_KEEP_ALIVE_TIMEOUT),
                values.get(Catalogue.RESPONSE_HEAD_TIMEOUT),
                values.get(Catalogue.RESPONSE_IDLE_TIMEOUT),
                values.get(Catalogue.REQUEST_HEAD_TIMEOUT),
                values.get(Catalogue.BODY_IDLE_TIMEOUT),
                Math.toIntExact(values.get(Catalogue.BODY_LEAST_RATE)),
                values.get(Catalogue.BODY_RATE_GRACE),
                values.get(Catalogue.WRITE_STALL_TIMEOUT),
                values.get(Catalogue.KEEP_ALIVE_TIMEOUT),
                values.get(Catalogue.TUNNEL_IDLE_TIMEOUT),
                Math.toIntExact(values.get(Catalogue.HEAD_LIMIT)),
                values.get(Catalogue.MAX_CONNECTIONS),
                values.get(Catalogue.MAX_CONNECTIONS_PER_ADDRESS),
                values.get(Catalogue.REHEARSAL),
                values.get(Catalogue.DRAIN_PATIENCE));
    }

    /** Values that are right one by one and wrong together. */
    static List<SettingsProblem> conflicts(Settings settings, SettingsReader values) {
        List<SettingsProblem> conflicts = new ArrayList<>();
        conflicts.addAll(samePort(Catalogue.ADMIN_PORT, Catalogue.HTTP_PORT, values));
        conflicts.addAll(samePort(Catalogue.HTTPS_PORT, Catalogue.HTTP_PORT, values));
        conflicts.addAll(samePort(Catalogue.ADMIN_PORT, Catalogue.HTTPS_PORT, values));
        conflicts.addAll(samePort(Catalogue.AGENT_PORT, Catalogue.HTTP_PORT, values));
        conflicts.addAll(samePort(Catalogue.AGENT_PORT, Catalogue.HTTPS_PORT, values));
        conflicts.addAll(samePort(Catalogue.AGENT_PORT, Catalogue.ADMIN_PORT, values));
        Settings.Proxy proxy = settings.proxy();
        if (proxy.poolWaitTimeout().compareTo(proxy.dialTimeout()) <= 0) {
            conflicts.add(SettingsProblem.of(
                    values.source(Catalogue.POOL_WAIT_TIMEOUT),
                    Catalogue.POOL_WAIT_TIMEOUT.path(),
                    DurationText.format(proxy.poolWaitTimeout()),
                    "more than " + Catalogue.DIAL_TIMEOUT.path() + ", which is "
                            + DurationText.format(proxy.dialTimeout()) + " (" + values.source(Catalogue.DIAL_TIMEOUT)
                            + ")"));
        }
        conflicts.addAll(oneWithoutOther(AcmeCatalogue.EAB_KEY_ID, AcmeCatalogue.EAB_HMAC_KEY, values));
        conflicts.addAll(oneWithoutOther(AcmeCatalogue.EAB_HMAC_KEY, AcmeCatalogue.EAB_KEY_ID, values));
        return conflicts;
    }

    private static List<SettingsProblem> oneWithoutOther(Setting<?> one, Setting<?> other, SettingsReader values) {
        return values.find(one) == null || values.find(other) != null
                ? List.of()
                : List.of(SettingsProblem.of(values.source(one), one.path(), "alone", "together with " + other.path()));
    }

    private static List<SettingsProblem> samePort(Setting<Integer> one, Setting<Integer> other, SettingsReader values) {
        int port = values.get(one);
        if (port <= 0 || port != values.get(other)) {
            return List.of();
        }
        return List.of(SettingsProblem.of(
                values.source(one),
                one.path(),
                String.valueOf(port),
                "a port other than " + other.path() + ", which is the same (" + values.source(other) + ")"));
    }
}
