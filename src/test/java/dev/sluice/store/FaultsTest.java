package dev.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Desired;
import dev.sluice.core.port.CommitUnknownException;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.rule.Rejection;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private static PgException refused(String state) {
        return new PgException("so it said", "ERROR", state, null);
    }

    /** What one SQLSTATE means: to a caller, and to whoever watches whether the server is there. */
    @ParameterizedTest
    @CsvSource({
        "08006, away, gone, connection failure",
        "25006, away, there, read-only: a primary no more",
        "28P01, away, there, wrong password",
        "40001, away, there, serialization failure",
        "40P01, away, there, deadlock",
        "42P01, away, there, no such table",
        "53100, away, there, disk full",
        "53200, away, there, out of memory",
        "53300, away, there, too many connections",
        "55P03, away, there, lock not available",
        "57014, away, gone, statement timeout",
        "57P01, away, gone, admin shutdown",
        "57P02, away, gone, crash shutdown",
        "57P03, away, gone, starting up or recovering",
        "58030, away, there, input-output error",
        "XX000, away, there, internal error",
        "22021, bad data, there, character not in repertoire",
        "23514, bad data, there, check violation",
    })
    void aRefusalOfTheServer(String state, String told, String presence, String why) {
        PgException failure = refused(state);
        Throwable caller = change().told(failure);

        assertThat(caller).as(why).isInstanceOf(told.equals("away") ? StoreAwayException.class : Rejection.class);
        assertThat(caller).hasMessageContaining(state);
        assertThat(Faults.isBadData(failure)).as(why).isEqualTo(told.equals("bad data"));
        assertThat(Faults.isGone(failure)).as(why).isEqualTo(presence.equals("gone"));
    }

    @Test
    void aLostConnectionIsAnAwayDatabase() {
        assertThat(change().told(VertxException.noStackTrace("closed"))).isInstanceOf(StoreAwayException.class);
        assertThat(change().told(new IOException("reset"))).isInstanceOf(StoreAwayException.class);
        assertThat(change().told(new TimeoutException("silent"))).isInstanceOf(StoreAwayException.class);
    }

    @Test
    void aFaultOfOursIsNobodyElses() {
        IllegalStateException ours = new IllegalStateException("ours");

        assertThat(change().told(ours)).isSameAs(ours).isNotInstanceOf(CommitUnknownException.class);
    }

    private static Change change() {
        return new Change(
                (desired, context) -> {
                    throw new IllegalStateException("not run");
                },
                Desired.EMPTY,
                "front-1");
    }
}
