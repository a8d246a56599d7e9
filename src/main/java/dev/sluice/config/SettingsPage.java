package dev.sluice.config;

import dev.sluice.core.port.ShownSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a process runs with, setting by setting, for people: where each value comes from, and no secret. */
final class SettingsPage {

    private SettingsPage() {}

    /**
     * All of them, in the order of the file.
     *
     * @param worked the values that depend on the machine, by path
     */
    static List<ShownSetting> of(SettingsReader values, Map<String, String> worked) {
        List<ShownSetting> all = new ArrayList<>();
        for (Setting<?> setting : Catalogue.ALL) {
            String preset = setting.preset().isEmpty() ? null : setting.preset();
            String byDefault = worked.getOrDefault(setting.path(), preset);
            String source = values.isGiven(setting) ? values.source(setting) : null;
            all.add(new ShownSetting(
                    setting.path(),
                    setting.variable(),
                    source == null ? byDefault : shown(values, setting),
                    preset,
                    source,
                    setting.meaning(),
                    SettingsReload.LIVE.contains(setting)));
        }
        return List.copyOf(all);
    }

    private static @Nullable String shown(SettingsReader values, Setting<?> setting) {
        Object value = values.find(setting);
        if (value == null) {
            return null;
        }
        // A secret and an address with one say of themselves what may be seen.
        return value instanceof Secret || value instanceof DatabaseUrl ? value.toString() : values.text(setting);
    }
}
