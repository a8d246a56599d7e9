package dev.sluice.admin.json;

import dev.sluice.core.model.Hop;
import dev.sluice.core.port.InternalCertificates.Issued;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words by which an agent is paired. */
public final class PairingJson {

    private static final int LONGEST_CSR = 8 * 1024;
    private static final int LONGEST_VERSION = 63;

    /**
     * What an agent brings.
     *
     * @param code nothing is known of it yet
     * @param csr PEM
     */
    public record Wanted(
            String code,
            String csr,
            Hop hop,
            String version,
            @Nullable String lanAddress) {

        @Override
        public String toString() {
            return "Wanted[" + hop.wire() + "]";
        }
    }

    private PairingJson() {}

    /**
     * Reads a request.
     *
     * @throws dev.sluice.core.rule.Rejection if it cannot be read; says nothing of the code
     */
    public static Wanted read(JsonObject body) {
        Problems problems = new Problems();
        AgentWords in = new AgentWords(body, "", problems);
        String code = in.text("code");
        String csr = in.text("csr", LONGEST_CSR);
        Hop hop = in.choice("hop", Stream.of(Hop.MTLS, Hop.SECRET));
        String version = in.text("version", LONGEST_VERSION);
        String lanAddress = in.optionalText("lan_address");
        problems.refuseIfAny();
        return new Wanted(code, csr, hop == null ? Hop.MTLS : hop, version, lanAddress);
    }

    /**
     * What the agent gets.
     *
     * @param authority PEM
     */
    public static JsonObject of(long peerId, String peerName, Issued issued, String authority) {
        return new JsonObject()
                .put("peer_id", peerId)
                .put("peer_name", peerName)
                .put("certificate", issued.chain())
                .put("authority", authority)
                .put("gateway_auth", issued.gatewayAuth())
                .put("api_token", issued.apiToken());
    }
}
