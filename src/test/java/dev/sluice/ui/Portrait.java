package dev.sluice.ui;

import com.microsoft.playwright.PlaywrightException;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes a picture of the page in which a test has failed, while it is still open. */
final class Portrait implements AfterTestExecutionCallback {

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()
                && context.getRequiredTestInstance() instanceof BrowserCase browsing) {
            try {
                browsing.showFailure(context.getRequiredTestClass().getSimpleName() + "."
                        + context.getRequiredTestMethod().getName());
            } catch (PlaywrightException e) {
                System.err.println("no picture of the failure: " + e.getMessage());
            }
        }
    }
}
