package dev.sluice.tls.own;

import dev.sluice.core.acme.Wish;
import dev.sluice.core.port.Certificates;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.OwnCertificateEdits;
import dev.sluice.core.rule.OwnCertificateEdits.Signed;
import dev.sluice.tls.CertificateDraft;
import dev.sluice.tls.EcKeys;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** How certificates of our own are made: from fresh keys to their place in the desired state, many in one change. */
final class Signing {

    /** Who signs, as the activity log names it. */
    private static final String ACTOR = "own_ca";

    /** Who signed now, and the revision that keeps it; clients are shown it a moment later. */
    record Done(String issuer, long revision) {}

    private final RootKey root;
    private final Certificates certificates;
    private final ControlPlane control;
    private final Executor worker;
    private final Clock clock;

    Signing(RootKey root, Certificates certificates, ControlPlane control, Executor worker, Clock clock) {
        this.root = root;
        this.certificates = certificates;
        this.control = control;
        this.worker = worker;
        this.clock = clock;
    }

    /** The name of who would sign; the root is made if there is none. */
    CompletionStage<String> issuer() {
        return root.issuer().thenApply(OwnIssuer::name);
    }

    /** Fails with a sentence if the root's key cannot be opened, or as the store does. */
    CompletionStage<Done> sign(List<Wish> wishes) {
        return root.issuer()
                .thenComposeAsync(
                        issuer -> all(wishes, issuer)
                                .thenCompose(
                                        signed -> control.change(OwnCertificateEdits.keep(signed, Command.by(ACTOR))))
                                .thenApply(kept ->
                                        new Done(issuer.name(), kept.desired().revision())),
                        worker);
    }

    private CompletionStage<List<Signed>> all(List<Wish> wishes, OwnIssuer issuer) {
        CompletionStage<List<Signed>> signed = CompletableFuture.completedFuture(new ArrayList<>());
        for (Wish wish : wishes) {
            CompletionStage<Signed> one = one(wish, issuer);
            signed = signed.thenCombine(one, (list, each) -> {
                list.add(each);
                return list;
            });
        }
        return signed;
    }

    /** Without its root: who trusts that has it, and to others it proves nothing. */
    private CompletionStage<Signed> one(Wish wish, OwnIssuer issuer) {
        KeyPair keys = EcKeys.make();
        String chain = CertificateDraft.pem(issuer.sign(keys.getPublic(), wish.name(), clock.wall()));
        return certificates
                .examine(chain, EcKeys.pem(keys.getPrivate()))
                .thenApply(examined -> new Signed(wish, examined));
    }
}
