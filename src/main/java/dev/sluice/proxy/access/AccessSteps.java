package dev.sluice.proxy.access;

import dev.sluice.core.site.Access;
import dev.sluice.core.site.AccessWindows;
import dev.sluice.core.site.BasicAuth;
import dev.sluice.core.site.ForwardAuth;
import dev.sluice.proxy.site.Step;
import java.util.ArrayList;
import java.util.List;

/** The steps of a route's access, in their order: where a visitor is, when it comes, who it says that it is, what others think of it. */
public final class AccessSteps {

    private AccessSteps() {}

    /** Those that go by where a visitor is. */
    public static List<Step> where(Access access) {
        return access.allow().isEmpty() && access.deny().isEmpty() ? List.of() : List.of(new AddressStep(access));
    }

    /** The one that goes by the time of day. */
    public static Step when(AccessWindows windows) {
        return new WindowStep(windows);
    }

    /** Those that go by who it is. */
    public static List<Step> who(Access access, Doorkeeper keeper) {
        List<Step> steps = new ArrayList<>();
        BasicAuth basic = access.basicAuth();
        if (basic != null) {
            steps.add(new PasswordStep(basic, keeper));
        }
        ForwardAuth forward = access.forwardAuth();
        if (forward != null) {
            steps.add(new ConsentStep(forward, keeper));
        }
        return steps;
    }
}
