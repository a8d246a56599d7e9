package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.BlackHole;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What visitors see while no peer is usable. */
class OutageTest {

    @Test
    void thePageComesAtOnce() {
        try (Door door = Door.to();
                RawClient client = door.client()) {
            for (int i = 0; i < 20; i++) {
                client.get(); // the first ones warm the code up
            }
            long before = System.nanoTime();
            Wire.Message answer = client.get();
            assertThat((System.nanoTime() - before) / 1_000_000)
                    .as("milliseconds")
                    .isLessThan(50);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("retry-after")).isEqualTo("5");
            assertThat(answer.field("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.field("cache-control")).isEqualTo("no-store");
            assertThat(answer.field("x-request-id")).isNotNull();
            assertThat(answer.body()).contains("cannot be reached");
            assertThat(door.lastFinished().failure()).isEqualTo("outage");
            assertThat(door.lastFinished().routeId()).isEqualTo(7);
            assertThat(door.lastFinished().attempts()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'<!DOCTYPE html><p>x', text/html",
        "'  \n<HTML><p>x', text/html",
        "'<p>x', text/plain",
        "'see <html>', text/plain"
    })
    void aPageOfItsOwnIsHtmlAndAnythingElseIsText(String message, String type) {
        try (Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).outageMessage(message));
            Wire.Message answer = client.get();
            assertThat(answer.field("content-type")).isEqualTo(type + "; charset=utf-8");
            assertThat(answer.body()).isEqualTo(message);
        }
    }

    @Test
    void headGetsTheHeadAlone() {
        try (Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).outageMessage("12345"));
            client.send("HEAD / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            Wire.Message answer = client.read("HEAD");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("content-length")).isEqualTo("5");
            assertThat(client.get().body()).isEqualTo("12345");
        }
    }

    @Test
    void theOnlyCandidateIsDialledAllTheSame() {
        try (RawUpstream a = RawUpstream.saying("back");
                Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).lastResort(Door.upstream(1, a)));
            assertThat(client.get().body()).isEqualTo("back");
        }
    }

    @Test
    void thatDialIsShort() {
        try (BlackHole hole = new BlackHole();
                Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).lastResort(Door.upstream(1, hole.port())));
            long before = System.nanoTime();
            assertThat(client.get().status()).isEqualTo(503);
            assertThat((System.nanoTime() - before) / 1_000_000)
                    .as("milliseconds")
                    .isBetween(250L, 700L);
        }
    }
}
