package dev.sluice.config;

import dev.sluice.core.port.ShownSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What comes of reading the settings again while a process runs.
 *
 * @param now what it runs with from now on: the fresh value where that can change live, its own elsewhere
 * @param changed the paths of settings that are another way now
 * @param waiting the paths of settings that will be another way after a restart
 */
public record SettingsReload(Settings now, List<String> changed, List<String> waiting) {

    /** What can change while a process runs. */
    static final Set<Setting<?>> LIVE =
            Set.of(Catalogue.LOG_LEVEL, Catalogue.GATEWAY_POOLS, Catalogue.LOAD_BALANCING, Catalogue.WEBHOOKS_ALLOW);

    public SettingsReload {
        changed = List.copyOf(changed);
        waiting = List.copyOf(waiting);
    }

    /** The outcome for a process that runs with these, and may find fresh ones. */
    public static SettingsReload of(Settings running, Settings fresh) {
        List<String> changed = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        List<ShownSetting> shown = new ArrayList<>();
        for (int i = 0; i < Catalogue.ALL.size(); i++) {
            Setting<?> setting = Catalogue.ALL.get(i);
            ShownSetting before = running.shown().get(i);
            ShownSetting after = fresh.shown().get(i);
            boolean same = Objects.equals(before.value(), after.value())
                    && Objects.equals(hidden(setting, running), hidden(setting, fresh));
            boolean live = LIVE.contains(setting);
            if (!same) {
                (live ? changed : waiting).add(setting.path());
            }
            shown.add(same || live ? after : before);
        }
        return new SettingsReload(running.with(fresh, shown), changed, waiting);
    }

    /** What the page does not tell apart. */
    private static Object hidden(Setting<?> setting, Settings in) {
        Object value = setting.equals(Catalogue.ADMIN_TOKEN)
                ? in.admin().token()
                : setting.equals(Catalogue.ADMIN_PASSWORD_HASH)
                        ? in.admin().passwordHash()
                        : setting.equals(Catalogue.DATABASE_URL) ? in.database() : null;
        return value == null ? "" : value;
    }
}
