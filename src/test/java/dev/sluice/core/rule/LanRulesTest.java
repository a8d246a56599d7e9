package dev.sluice.core.rule;

import static dev.sluice.core.rule.World.ROOT;
import static dev.sluice.core.rule.World.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.LanTls;
import dev.sluice.core.model.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of how an agent deals with a route's LAN host. */
class LanRulesTest {

    private static final String PIN = "0A".repeat(32);
    private static final String MAC = "00:11:32:aa:bb:cc";

    private final World world = new World();
    private final RouteEdits edits = new RouteEdits(World.GUARD);

    private static Asked nas() {
        return new Asked()
                .set("domain", "nas.example")
                .set("target_peer_id", 1)
                .set("target_lan_host", "192.168.1.5")
                .set("target_lan_port", 5001);
    }

    private Route made(Asked asked) {
        return route(world.apply(edits.create(asked, null, ROOT)));
    }

    private Route changed(long id, Asked asked) {
        return route(world.apply(edits.update(id, asked, null, ROOT)));
    }

    private Route route(long id) {
        return Objects.requireNonNull(world.desired.route(id));
    }

    private void refused(Asked asked, String path, String expected) {
        Rejection no = world.refused(edits.create(asked, null, ROOT));

        assertThat(no.code()).isEqualTo(RejectionCode.INVALID);
        assertThat(paths(no)).containsExactly(path);
        assertThat(no.problems().get(0).expected()).contains(expected);
    }

    @Test
    void aCertificateIsVerifiedOrAnyOrThatVeryOne() {
        assertThat(made(nas()).lanTls()).isNull();
        assertThat(made(nas().set("domain", "a.example").set("target_lan_tls", "verify"))
                        .lanTls())
                .isEqualTo(new LanTls(LanTls.Kind.VERIFY, null));
        assertThat(made(nas().set("domain", "b.example").set("target_lan_tls", "any"))
                        .lanTls())
                .isEqualTo(new LanTls(LanTls.Kind.ANY, null));
        assertThat(made(nas().set("domain", "c.example").set("target_lan_tls", "sha256:" + PIN))
                        .lanTls())
                .isEqualTo(new LanTls(LanTls.Kind.PINNED, "0a".repeat(32)));
    }

    @ParameterizedTest
    @CsvSource({"''", "yes", "sha256:0a", "Verify", "sha1:0a0a"})
    void otherWordsAreRefused(String word) {
        refused(nas().set("target_lan_tls", word), "target_lan_tls", "verify, any");
    }

    @Test
    void tlsNeedsAnHttpRouteWithALanHost() {
        Asked bare = new Asked().set("domain", "nas.example").set("target_lan_tls", "any");
        refused(bare.set("target_peer_id", 1), "target_lan_tls", "there is no target_lan_host");
        refused(bare.set("target_peer_id", 9), "target_lan_tls", "there is no target_lan_host");
        refused(
                nas().set("domain", "")
                        .set("route_type", "L4")
                        .set("l4_listen_port", 7000)
                        .set("target_lan_tls", "any"),
                "target_lan_tls",
                "route_type is l4");
    }

    @Test
    void aMacIsKeptInOneSpelling() {
        assertThat(made(nas().set("target_lan_mac", "00-11-32-AA-BB-CC")).wakeMac())
                .isEqualTo(MAC);
        assertThat(world.audit.get(0).details().toString()).contains("target_lan_mac=" + MAC);
        Asked tcp = nas().set("domain", "").set("route_type", "L4").set("l4_listen_port", 7000);
        assertThat(made(tcp.set("target_lan_mac", MAC)).wakeMac()).isEqualTo(MAC);
        Asked pooled =
                nas().set("domain", "p.example").set("target_peer_id", null).set("target_pool_id", 10);
        assertThat(made(pooled.set("target_lan_mac", MAC)).wakeMac()).isEqualTo(MAC);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "00:11:32:aa:bb",
        "00:11:32:aa:bb:cc:dd",
        "00:11:32-aa:bb:cc",
        "001132aabbcc",
        "0g:11:32:aa:bb:cc",
        "00:00:00:00:00:00",
        "ff:ff:ff:ff:ff:ff",
        "01:00:5e:00:00:01"
    })
    void whatIsNoMachinesMacIsRefused(String mac) {
        refused(nas().set("target_lan_mac", mac), "target_lan_mac", "aa:bb:cc:dd:ee:ff");
    }

    @ParameterizedTest
    @CsvSource({"nas.lan", "8.8.8.8", "127.0.0.1", "localhost", "::1", "2001:db8::1", "100.64.0.1"})
    void onlyAPrivateAddressIsWoken(String host) {
        refused(
                nas().set("target_lan_host", host).set("target_lan_mac", MAC),
                "target_lan_mac",
                host + ", is not a private address");
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3", "172.16.0.9", "192.168.0.1", "fd00::5", "[fd00::5]"})
    void everyPrivateAddressMayBe(String host) {
        assertThat(made(nas().set("target_lan_host", host).set("target_lan_mac", MAC))
                        .wakeMac())
                .isEqualTo(MAC);
    }

    @Test
    void whatLosesItsLanHostLosesWhatWasSaidOfIt() {
        Route full = made(nas().set("target_lan_tls", "any").set("target_lan_mac", MAC));

        Asked without = new Asked().set("target_lan_host", null).set("target_lan_port", null);
        Route bare = changed(full.id(), without);

        assertThat(bare.lanTls()).isNull();
        assertThat(bare.wakeMac()).isNull();
    }

    @Test
    void whatIsNotNamedStaysAndNullClears() {
        Route full = made(nas().set("target_lan_tls", "any").set("target_lan_mac", MAC));

        assertThat(changed(full.id(), new Asked().set("target_lan_port", 5002)).lanTls())
                .isEqualTo(full.lanTls());
        world.apply(edits.toggle(full.id(), null, ROOT));
        assertThat(route(full.id()).wakeMac()).isEqualTo(MAC);
        @Nullable
        LanTls cleared =
                changed(full.id(), new Asked().set("target_lan_tls", null)).lanTls();
        assertThat(cleared).isNull();
    }

    @Test
    void aMacIsNotLeftBehindOnANameThatAnybodyMayAnswerFor() {
        Route full = made(nas().set("target_lan_mac", MAC));

        Rejection no =
                world.refused(edits.update(full.id(), new Asked().set("target_lan_host", "nas.lan"), null, ROOT));

        assertThat(paths(no)).containsExactly("target_lan_mac");
    }
}
