package dev.sluice.tls.acme;

import dev.sluice.core.acme.Wish;
import dev.sluice.core.model.Certificate;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.rule.CertificateEdits;
import dev.sluice.core.rule.Command;
import java.security.KeyPair;
import java.util.concurrent.CompletionStage;

/** How one certificate is obtained: from our account's key to its place in the desired state. */
final class Obtaining {

    /** Who obtains certificates, as the activity log names it. */
    private static final String ACTOR = "acme";

    private final AcmeClient client;
    private final AccountKey account;
    private final Workers workers;
    private final Certificates certificates;
    private final ControlPlane control;

    Obtaining(AcmeClient client, AccountKey account, Workers workers, Certificates certificates, ControlPlane control) {
        this.client = client;
        this.account = account;
        this.workers = workers;
        this.certificates = certificates;
        this.control = control;
    }

    /**
     * Complete with the revision that keeps it; clients are shown it a moment later. Fails with an {@link AcmeFailure}, or as the
     * store does.
     */
    CompletionStage<Long> obtain(Wish wish) {
        return account.read()
                .thenCompose(key -> workers.run(() -> ask(key, wish)))
                .thenCompose(issued -> certificates.examine(issued.chain(), issued.key()))
                .thenCompose(examined -> control.change(CertificateEdits.obtained(examined, Command.by(ACTOR))))
                .thenApply(committed -> committed.desired().revision());
    }

    private AcmeClient.Issued ask(KeyPair key, Wish wish) throws Exception {
        Certificate followed = wish.followed();
        return client.obtain(key, wish.name(), followed == null ? null : Suggestions.read(followed));
    }
}
