package dev.sluice.agent.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.kit.RunningAgent;
import dev.sluice.agent.kit.StandInFrontDoor;
import dev.sluice.agent.state.Identity;
import dev.sluice.agent.state.StateDirectory;
import dev.sluice.core.model.Hop;
import dev.sluice.proxy.kit.TestPairing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pairing: what the code vouches for, and what is left on disk. */
class PairingTest {

    private static final TestPairing PAIRING = new TestPairing();

    @TempDir
    private Path parent;

    private final StandInFrontDoor door = new StandInFrontDoor(PAIRING);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aCodePairsOnce() throws Exception {
        Path state = parent.resolve("state");
        String code = door.issueCode();
        Identity paired = RunningAgent.pair(state, code, Hop.SECRET, door.url());
        assertThat(paired.peerId()).isEqualTo(StandInFrontDoor.PEER);
        assertThatThrownBy(() -> RunningAgent.pair(state, code, Hop.MTLS, door.url()))
                .isInstanceOf(PairingFailure.class)
                .hasMessageContaining("400")
                .hasMessageContaining("10 minutes")
                .hasMessageNotContaining(code);
        Identity kept = StateDirectory.open(state).identity();
        assertThat(kept).isEqualTo(paired);
        assertThat(kept.toString()).doesNotContain(StandInFrontDoor.SECRET).doesNotContain(StandInFrontDoor.TOKEN);
        assertThat(kept.codeHash()).isEqualTo(PairingCode.sha256(code.getBytes(StandardCharsets.US_ASCII)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
        for (String name : new String[] {"agent.key", "secrets"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    /** Someone in the middle, who has a good certificate of another authority. */
    @Test
    void anotherFrontDoorDoesNotGetTheCode() {
        try (StandInFrontDoor other = new StandInFrontDoor(new TestPairing())) {
            String code = door.issueCode();
            assertThatThrownBy(() -> RunningAgent.pair(parent, code, Hop.MTLS, other.url()))
                    .isInstanceOf(PairingFailure.class)
                    .hasMessageContaining("authority");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void theNextServerIsAskedWhenOneIsNotThere() throws Exception {
        String code = door.issueCode();
        StandInFrontDoor gone = new StandInFrontDoor(PAIRING);
        gone.close();
        assertThat(RunningAgent.pair(parent, code, Hop.MTLS, gone.url(), door.url())
                        .peerName())
                .isEqualTo("ds918");
    }

    @Test
    void aPairingThatIsDamagedIsNotUsed() throws Exception {
        RunningAgent.pair(parent, door.issueCode(), Hop.MTLS, door.url());
        Path key = parent.resolve("agent.key");
        String good = Files.readString(key);
        Files.writeString(key, good.substring(0, good.length() / 2));
        assertThatThrownBy(() -> StateDirectory.open(parent).identity())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pair this gateway anew");
        Path other = parent.resolve("other");
        RunningAgent.pair(other, door.issueCode(), Hop.MTLS, door.url());
        Files.copy(other.resolve("agent.key"), key, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> StateDirectory.open(parent).identity())
                .as("the key of another pairing")
                .isInstanceOf(IOException.class);
    }

    /** The JDK's own tool takes the request, and checks its signature. */
    @Test
    void theRequestIsOne() throws Exception {
        Path file = parent.resolve("request.pem");
        Files.writeString(file, SigningRequest.make().pem());
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-Duser.language=en",
                        "-printcertreq",
                        "-file",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes());
        assertThat(tool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("CN=Sluice agent").contains("secp256r1");
        assertThat(tool.exitValue()).isZero();
    }
}
