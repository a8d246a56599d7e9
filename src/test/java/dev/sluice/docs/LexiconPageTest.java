package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.document.Difference;
import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.DrillEnd;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Readiness;
import dev.sluice.core.failover.Severity;
import dev.sluice.core.failover.Transition;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.Hop;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.WebhookPreset;
import dev.sluice.core.model.Wire;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.header.GatewayError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lexicon has one row for each word that the program can say, and none for a word that it cannot. */
class LexiconPageTest {

    private static final Page PAGE = Page.read("docs/lexicon.md");

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("Words", "`lb_policy`", wire(LoadBalancingPolicy.values())),
                Arguments.of("States of a peer", "state", wire(HealthState.values())),
                Arguments.of("Transitions", "transition", wire(Transition.values())),
                Arguments.of("Causes", "cause", wire(Cause.values())),
                Arguments.of("Why a route would not survive", "why_not", wire(Readiness.Obstacle.values())),
                Arguments.of("Events", "event", wire(EventName.values())),
                Arguments.of("Events", "`ended_by`", wire(DrillEnd.values())));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyWordHasARow(String section, String table, List<String> words) {
        assertThat(PAGE.section(section).words(table))
                .as("docs/lexicon.md, %s", section)
                .containsExactlyInAnyOrderElementsOf(words);
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of("peer_type", wire(PeerType.values())),
                Arguments.of("protocol", wire(PeerProtocol.values())),
                Arguments.of("probe.kind", wire(ProbeKind.values())),
                Arguments.of("hop", wire(Hop.values())),
                Arguments.of("mode", wire(PoolMode.values())),
                Arguments.of("failback", wire(Failback.values())),
                Arguments.of("route_type", wire(RouteType.values())),
                Arguments.of("l4_tls_mode", wire(L4TlsMode.values())),
                Arguments.of("severity", wire(Severity.values())),
                Arguments.of("preset", wire(WebhookPreset.values())),
                Arguments.of("deliveries.state", wire(WebhookDeliveries.State.values())),
                Arguments.of("changes.change", wire(Difference.Change.values())));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyValueHasARow(String field, List<String> values) {
        assertThat(PAGE.section("Values of fields").table("field"))
                .filteredOn(row -> row.get(0).equals("`" + field + "`"))
                .extracting(row -> row.get(1).replace("`", ""))
                .containsExactlyInAnyOrderElementsOf(values);
    }

    @Test
    void everyEventHasItsSeverity() {
        assertThat(PAGE.section("Events").table("event"))
                .allSatisfy(row -> assertThat(row.get(1)).as(row.get(0)).isEqualTo(severity(row.get(0))));
    }

    private static String severity(String cell) {
        return EventName.valueOf(cell.replace("`", "").toUpperCase(Locale.ROOT))
                .severity()
                .wire();
    }

    @Test
    void everyFailureHasItsStatusAndWhoseFaultItIs() {
        List<List<String>> known = Arrays.stream(Failure.values())
                .map(failure -> List.of(
                        "`" + failure.code() + "`",
                        String.valueOf(failure.status()),
                        failure.fault().name().toLowerCase(Locale.ROOT)))
                .toList();
        assertThat(PAGE.section("What visitors are told").table("failure"))
                .extracting(row -> row.subList(0, 3))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void everyGatewayErrorHasARow() {
        assertThat(PAGE.section("What visitors are told").words("`X-Gateway-Error`"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(GatewayError.values()).map(GatewayError::word).toList());
    }

    private static List<String> wire(Wire... values) {
        return Stream.of(values).map(Wire::wire).toList();
    }
}
