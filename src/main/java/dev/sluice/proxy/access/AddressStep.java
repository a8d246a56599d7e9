package dev.sluice.proxy.access;

import dev.sluice.core.site.Access;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Step;
import dev.sluice.proxy.site.Turn;
import dev.sluice.proxy.site.Visit;

/** Lets in who is at an address that may come in. */
final class AddressStep implements Step {

    private final Access access;

    AddressStep(Access access) {
        this.access = access;
    }

    @Override
    public void take(Visit visit, Turn turn) {
        if (access.admits(visit.origin().address())) {
            turn.passes();
        } else {
            turn.fails(Failure.ADDRESS_DENIED);
        }
    }
}
