package dev.sluice.admin.gateway;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Throttle;
import dev.sluice.admin.json.PairingJson;
import dev.sluice.admin.json.PairingJson.Wanted;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ControlPlane;
import dev.sluice.core.port.InternalCertificates;
import dev.sluice.core.port.InternalCertificates.Issued;
import dev.sluice.core.port.InternalIdentity;
import dev.sluice.core.port.PairingCodes;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.PairingEdits;
import dev.sluice.core.rule.PairingEdits.NewPairing;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Pairs agents: takes a code, which nobody can take again, and gives a certificate and secrets for it. One event loop. */
final class PairDesk {

    private final ControlPlane plane;
    private final PairingCodes codes;
    private final InternalCertificates certificates;
    private final Context loop;
    private final Throttle throttle;
    private Future<Answer> last = Future.succeededFuture();

    /** A code was right: whose it was, and what is wanted. */
    private record Taken(long peerId, Wanted wanted, Authority authority) {}

    PairDesk(ControlPlane plane, PairingCodes codes, InternalCertificates certificates, Context loop, Clock clock) {
        this.plane = plane;
        this.codes = codes;
        this.certificates = certificates;
        this.loop = loop;
        this.throttle = new Throttle(clock);
    }

    /**
     * The agent's answer. What is wrong with its request is told before the code is taken; from then on the code is spent.
     *
     * <p>One after the other, so that of many tries at the same time each knows how those before it ended.
     *
     * @param address who asks
     */
    Future<Answer> pair(JsonObject body, String address) {
        Future<Answer> mine = last.compose(before -> tried(body, address), before -> tried(body, address));
        last = mine;
        return mine;
    }

    private Future<Answer> tried(JsonObject body, String address) {
        long wait = throttle.waitSeconds(address);
        if (wait > 0) {
            return Future.failedFuture(new ApiProblem(
                    429,
                    "too_many_tries",
                    "Too many wrong pairing codes came from this address",
                    List.of(),
                    Map.of("Retry-After", String.valueOf(wait))));
        }
        return taken(PairingJson.read(body))
                .onFailure(wrong -> {
                    if (wrong instanceof ApiProblem) {
                        throttle.failed(address);
                    }
                })
                .compose(pairing -> pair(pairing, address));
    }

    private Future<Taken> taken(Wanted wanted) {
        Authority authority = plane.snapshot().desired().agents().authority();
        InternalIdentity identity = certificates.identity();
        PairingCode code = new PairingCode(wanted.code());
        if (authority == null || identity == null || !code.mayBeOf(identity.authority())) {
            return Future.failedFuture(invalidOrExpired());
        }
        return here(certificates.examine(wanted.csr()))
                .compose(fine -> here(codes.redeem(code.sha256())))
                .map(peerId -> new Taken(peerId.orElseThrow(PairDesk::invalidOrExpired), wanted, authority));
    }

    private Future<Answer> pair(Taken taken, String address) {
        long peerId = taken.peerId();
        Command command = Command.by("agent at " + address);
        return here(certificates.issue(taken.authority(), peerId, taken.wanted().csr()))
                .compose(issued -> here(plane.change(PairingEdits.pair(peerId, made(taken.wanted(), issued), command)))
                        // Secrets that the agent has are those that we go by.
                        .compose(paired -> here(certificates.settled()).map(paired))
                        .map(paired -> answer(peerId, paired.desired().peer(peerId), issued, taken.authority())))
                .recover(failure -> Future.failedFuture(isGone(failure) ? invalidOrExpired() : failure));
    }

    private static Answer answer(long peerId, @Nullable Peer peer, Issued issued, Authority authority) {
        return Answer.json(PairingJson.of(peerId, peer == null ? "" : peer.name(), issued, authority.certificate()));
    }

    private static NewPairing made(Wanted wanted, Issued issued) {
        return new NewPairing(
                wanted.hop(),
                issued.fingerprint(),
                issued.sealedGatewayAuth(),
                issued.sealedApiToken(),
                wanted.version(),
                wanted.lanAddress());
    }

    /** The peer was deleted, or became a regular one, after its code was issued. */
    private static boolean isGone(Throwable failure) {
        return failure instanceof Rejection no
                && (no.code() == RejectionCode.NOT_FOUND || no.code() == RejectionCode.PEER_NOT_GATEWAY);
    }

    private <T> Future<T> here(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, loop);
    }

    /** One answer for all of them, so that nobody can tell a code that was from one that never was. */
    private static ApiProblem invalidOrExpired() {
        return new ApiProblem(
                400,
                "invalid_or_expired",
                "This pairing code is not good: it was mistyped, used, replaced by a newer one, or is older than 10 minutes");
    }
}
