package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.http.Operation;
import dev.sluice.core.rule.RejectionCode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The document and the router say the same. */
class ContractTest {

    @Test
    void theDocumentIsAValidContract() {
        try (ApiServer api = new ApiServer()) {
            assertThat(ApiServer.await(api.contract.validate(api.vertx)).operations())
                    .hasSize(85);
        }
    }

    @Test
    void everyOperationOfTheDocumentHasARouteAndTheOtherWayRound() {
        try (ApiServer api = new ApiServer()) {
            Map<String, String> routed = new TreeMap<>();
            for (Operation operation : api.operations()) {
                routed.put(operation.id(), operation.method() + " " + operation.path());
            }
            Map<String, String> documented = new TreeMap<>(api.contract.operations());
            documented.keySet().removeIf(id -> id.startsWith("agent"));

            assertThat(routed).isEqualTo(documented);
        }
    }

    @Test
    void everyRefusalOfTheRulesIsInTheDocument() {
        try (ApiServer api = new ApiServer()) {
            for (RejectionCode code : RejectionCode.values()) {
                assertThat(api.contract.codes()).contains(code.wire());
            }
        }
    }
}
