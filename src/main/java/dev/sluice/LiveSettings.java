package dev.sluice;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsReload;
import dev.sluice.core.port.ShownSetting;
import dev.sluice.core.rule.Features;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings that this process runs with, some of which change while it does. Any thread. */
final class LiveSettings {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private volatile Settings now;

    LiveSettings(Settings atStart) {
        this.now = atStart;
    }

    /** What is not locked. */
    Features features() {
        Settings.Features features = now.features();
        return new Features(features.gatewayPools(), features.loadBalancing());
    }

    /** Every one, for people. */
    List<ShownSetting> shown() {
        return now.shown();
    }

    /** Takes of these what can change live, and says in the log what that was, and what takes a restart. */
    synchronized Settings take(Settings fresh) {
        SettingsReload reload = SettingsReload.of(now, fresh);
        now = reload.now();
        LOG.info(
                "Settings were read again; changed: {}",
                reload.changed().isEmpty() ? "none" : String.join(", ", reload.changed()));
        if (!reload.waiting().isEmpty()) {
            LOG.warn("Settings that are another way after a restart only: {}", String.join(", ", reload.waiting()));
        }
        return now;
    }
}
