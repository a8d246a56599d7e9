package dev.sluice.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.rule.Rejection;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The outline of documents. */
class DocumentTest {

    private static List<String> faults(@Nullable Object tree) {
        return Instance.faults(catchThrowableOfType(Rejection.class, () -> Document.read(tree)));
    }

    @Test
    void theWayOfWritingIsNamed() {
        assertThat(faults(Map.of("routes", List.of())))
                .containsExactly("sluice: actual nothing, expected 1, the one way of writing that is understood");
        assertThat(faults(Map.of("sluice", 2)).get(0)).startsWith("sluice: actual 2,");
    }

    @Test
    void aTextThatIsNoDocumentIsRefused() {
        assertThat(faults(null).get(0)).startsWith("document: actual nothing");
        assertThat(faults(List.of()).get(0)).startsWith("document: actual no sections");
    }

    @Test
    void unknownSectionsAndEntriesThatAreNoneAreFaults() {
        assertThat(faults(Map.of("sluice", 1, "peer", List.of())))
                .containsExactly(
                        "peer: actual an unknown section, expected one of sluice, peers, gateway_pools, routes,"
                                + " webhooks, site, certificates");
        assertThat(faults(Map.of("sluice", 1, "peers", Map.of())).get(0)).startsWith("peers: actual something else");
        assertThat(faults(Map.of("sluice", 1, "peers", List.of("home"))).get(0)).startsWith("peers[0]: actual home");
        assertThat(faults(Map.of("sluice", 1, "routes", Arrays.asList(Map.of(), null))))
                .containsExactly("routes[1]: actual nothing, expected fields and their values");
    }

    @Test
    void nothingIsAsGoodAsAbsent() {
        Document document =
                Document.read(Map.of("sluice", 1, "peers", List.of(Collections.singletonMap("lan_address", null))));
        assertThat(document.of(Section.PEERS)).containsExactly(Map.of());
        assertThat(document.of(Section.ROUTES)).isNull();
    }

    @Test
    void certificatesAreForPeopleToRead() {
        assertThat(Document.read(Map.of("sluice", 1, "certificates", List.of())).sections())
                .isEmpty();
    }
}
