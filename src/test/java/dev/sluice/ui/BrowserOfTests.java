package dev.sluice.ui;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** Gives test classes the one browser and the one program, before anything else is started for them. */
final class BrowserOfTests implements TestInstancePostProcessor {

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        ((BrowserCase) test).use(Chromium.of(context), () -> House.of(context));
    }
}
