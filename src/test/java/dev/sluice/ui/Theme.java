package dev.sluice.ui;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** What a browser says that its user likes better. */
enum Theme {
    LIGHT(ColorScheme.LIGHT),
    DARK(ColorScheme.DARK);

    private final ColorScheme scheme;

    Theme(ColorScheme scheme) {
        this.scheme = scheme;
    }

    ColorScheme scheme() {
        return scheme;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
