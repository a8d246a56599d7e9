package dev.sluice.proxy.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.fuzz.Fuzz;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Field values that are broken at random, read as a simple reading of the same would. */
@Tag("fuzz")
class FieldFuzzTest {

    private static final String[] PIECES = {
        ",",
        ", ",
        ",,",
        " ",
        "\t",
        "close",
        "X-Secret",
        "192.0.2.1",
        "10.0.0.1",
        "[2001:db8::1]:80",
        "::1",
        "%eth0",
        "unknown",
        "1.1 sluice"
    };
    private static final List<String> OPTIONS = List.of("close", "x-secret", "host", "upgrade");

    @Test
    void aListHoldsWhatStandsBetweenItsCommas() {
        Fuzz.of("connection", PIECES).play(3_000, input -> {
            String list = Fuzz.text(input);
            for (String option : OPTIONS) {
                boolean simply = Arrays.stream(list.split(",", -1))
                        .map(one -> one.replaceAll("^[ \\t]+|[ \\t]+$", ""))
                        .anyMatch(option::equalsIgnoreCase);
                assertThat(Tokens.contains(list, option)).as(option).isEqualTo(simply);
            }
            MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("connection", list);
            HopByHop.Named named = HopByHop.named(headers);
            assertThat(named != null && named.drops("host")).isFalse();
            assertThat(named != null && named.drops("Content-Length")).isFalse();
        });
    }

    @Test
    void aClientIsWhoMayBeBelieved() {
        TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8"));
        ClientIdentity identity = new ClientIdentity(proxies, Addresses.parse("10.0.0.9"));
        Fuzz.of("forwarded-for", PIECES).play(3_000, input -> {
            String line = Fuzz.text(input);
            MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("x-forwarded-for", line);
            byte[] client = identity.caller(headers).address();
            assertThat(client.length).isIn(4, 16);
            List<byte[]> hops = Arrays.stream(line.split(",", -1))
                    .map(String::strip)
                    .map(Addresses::parse)
                    .toList();
            byte[] simply = Addresses.parse("10.0.0.9");
            for (int i = hops.size() - 1; i >= 0 && hops.get(i) != null && proxies.contains(simply); i--) {
                simply = hops.get(i);
            }
            assertThat(client).isEqualTo(simply);
        });
    }

    @Test
    void onlyWholePassesCount() {
        Fuzz.of("via", PIECES).play(3_000, input -> {
            String line = Fuzz.text(input);
            int passes = Via.passes(MultiMap.caseInsensitiveMultiMap().add("via", line));
            int named = line.split("sluice", -1).length - 1;
            assertThat(passes).isBetween(0, named);
            long plain = Arrays.stream(line.split(",", -1))
                    .filter(one -> one.matches("[ \\t]*(HTTP/)?[0-9.]+ sluice[ \\t]*"))
                    .count();
            assertThat((long) passes).isGreaterThanOrEqualTo(plain);
        });
    }
}
