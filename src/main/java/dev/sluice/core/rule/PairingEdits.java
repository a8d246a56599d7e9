package dev.sluice.core.rule;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Authority;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.Pairing;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.model.SealedKey;
import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes agents known, and forgets them. No event of these tells a secret. */
public final class PairingEdits {

    private PairingEdits() {}

    /**
     * What an agent brings to its pairing, and what was made for it.
     *
     * @param hop never {@link Hop#OPEN}
     * @param fingerprint lower-case hex SHA-256 of the certificate that was made for it
     * @param lanAddress null if it announces none; one that is no address is taken for none
     */
    public record NewPairing(
            Hop hop,
            String fingerprint,
            SealedKey secret,
            SealedKey apiToken,
            String agentVersion,
            @Nullable String lanAddress) {}

    /** Pairs the peer's agent, in the place of an earlier one. Refuses with NOT_FOUND or PEER_NOT_GATEWAY. */
    public static Edit pair(long peerId, NewPairing made, Command command) {
        return (desired, context) -> {
            Peer peer = gateway(desired, peerId);
            Pairing pairing = new Pairing(
                    peerId,
                    made.hop(),
                    made.fingerprint(),
                    made.secret(),
                    made.apiToken(),
                    context.now(),
                    made.agentVersion(),
                    address(made.lanAddress()));
            Map<String, Object> details = about(pairing);
            Pairing before = desired.pairings().get(peerId);
            details.put("again", before != null);
            return new Edited(
                    desired.with(pairing),
                    Audit.event(
                            EventName.PEER_PAIRED,
                            context,
                            command,
                            PeerEdits.word(peer) + " was paired with its agent",
                            Audit.turned(details, before == null ? Map.of() : about(before), about(pairing))),
                    peerId);
        };
    }

    /** Changes nothing, and tells that a code was issued for the peer. Refuses with NOT_FOUND or PEER_NOT_GATEWAY. */
    public static Edit codeIssued(long peerId, Instant until, Command command) {
        return (desired, context) -> {
            Peer peer = gateway(desired, peerId);
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("peer_id", peerId);
            details.put("expires_at", until);
            return new Edited(
                    desired,
                    Audit.event(
                            EventName.PAIRING_CODE_ISSUED,
                            context,
                            command,
                            "A pairing code was issued for " + PeerEdits.word(peer),
                            Audit.turned(details, Map.of(), Map.of("expires_at", until))),
                    peerId);
        };
    }

    /** Forgets the peer's agent: nothing it shows opens anything any more. Refuses with NOT_FOUND. */
    public static Edit unpair(long peerId, Command command) {
        return (desired, context) -> {
            Peer peer = Found.peer(desired, peerId);
            Pairing pairing = desired.pairings().get(peerId);
            if (pairing == null) {
                throw new Rejection(RejectionCode.NOT_FOUND, PeerEdits.word(peer) + " is not paired with an agent");
            }
            if (peer.probe().kind() == ProbeKind.HEARTBEAT) {
                throw new Rejection(
                        RejectionCode.INVALID,
                        PeerEdits.word(peer)
                                + " is observed by its agent's beats; set probe.kind to http or tcp first");
            }
            return new Edited(
                    desired.withoutPairing(peerId),
                    Audit.event(
                            EventName.PEER_UNPAIRED,
                            context,
                            command,
                            PeerEdits.word(peer) + " was parted from its agent",
                            Audit.turned(about(pairing), about(pairing), Map.of())),
                    peerId);
        };
    }

    /**
     * Takes over the address in its LAN that a paired agent announces; changes nothing if it is the one we know, if the peer
     * is not paired any more, or if it is no address.
     */
    public static Edit announce(long peerId, String lanAddress, Command command) {
        return (desired, context) -> {
            Pairing known = desired.pairings().get(peerId);
            String announced = address(lanAddress);
            if (known == null || announced == null || announced.equals(known.lanAddress())) {
                return new Edited(desired, List.of(), peerId);
            }
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("peer_id", peerId);
            details.put("lan_address", announced);
            return new Edited(
                    desired.with(known.at(announced)),
                    Audit.event(
                            EventName.PEER_LAN_ADDRESS_ANNOUNCED,
                            context,
                            command,
                            PeerEdits.word(Found.peer(desired, peerId)) + " has the address " + announced
                                    + " in its LAN, says its agent",
                            Audit.turned(
                                    details,
                                    known.lanAddress() == null ? Map.of() : Map.of("lan_address", known.lanAddress()),
                                    Map.of("lan_address", announced))),
                    peerId);
        };
    }

    /** Keeps the internal authority; if there is one already, that one stays and nothing changes. */
    public static Edit found(Authority made, Command command) {
        return (desired, context) -> desired.agents().authority() != null
                ? new Edited(desired, List.of(), 0)
                : new Edited(
                        desired.with(made),
                        Audit.event(
                                EventName.AUTHORITY_CREATED,
                                context,
                                command,
                                "The internal certificate authority was created",
                                Map.of()),
                        0);
    }

    /** Whom a pairing code may be issued for. Refuses with NOT_FOUND or PEER_NOT_GATEWAY. */
    public static Peer gateway(Desired desired, long peerId) {
        Peer peer = Found.peer(desired, peerId);
        if (peer.type() != PeerType.GATEWAY) {
            throw new Rejection(
                    RejectionCode.PEER_NOT_GATEWAY,
                    PeerEdits.word(peer) + " is a regular peer; agents run on gateways",
                    List.of());
        }
        return peer;
    }

    /** An address that a machine in a LAN can have; anything else is as good as nothing announced. */
    private static @Nullable String address(@Nullable String announced) {
        InetAddress address = announced == null ? null : HostSyntax.address(announced);
        boolean ofMachine = address != null
                && !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress();
        return ofMachine ? announced : null;
    }

    private static Map<String, Object> about(Pairing pairing) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("peer_id", pairing.peerId());
        details.put("hop", pairing.hop().wire());
        details.put("fingerprint_sha256", pairing.fingerprint());
        details.put("agent_version", pairing.agentVersion());
        if (pairing.lanAddress() != null) {
            details.put("lan_address", pairing.lanAddress());
        }
        return details;
    }
}
