package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.config.Settings;
import dev.sluice.config.SettingsLoader;
import dev.sluice.config.Surroundings;
import io.vertx.core.Vertx;
import io.vertx.core.transport.Transport;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A listener that cannot be opened says who is in the way and what helps; binds and refusals here are real. */
@ExtendWith(VertxExtension.class)
class ListenFailureTest {

    @Test
    void aPortInUseNamesItsHolderAndTheVariable(Vertx vertx) throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = holder.getLocalPort();

            ListenFailure failure = ListenFailure.of("http", "127.0.0.1", port, refusal(vertx, "127.0.0.1", port));

            assertThat(failure)
                    .hasMessageStartingWith("http.port: " + port + " is in use by pid "
                            + ProcessHandle.current().pid() + " (")
                    .hasMessageContaining("java")
                    .hasMessageEndingWith("choose another port with SLUICE_HTTP_PORT");
        }
    }

    @Test
    void aPortForHttpsInUseSaysThatItCanBeSwitchedOff(Vertx vertx) throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = String.valueOf(holder.getLocalPort());

            assertThatThrownBy(() -> ListenFailure.throwIfRefused(settings(vertx, taken)))
                    .isInstanceOf(ListenFailure.class)
                    .hasMessageStartingWith("https.port: " + taken + " is in use by pid ")
                    .hasMessageEndingWith(
                            "choose another port with SLUICE_HTTPS_PORT, or off there to go without HTTPS");
        }
        ListenFailure.throwIfRefused(settings(vertx, "off"));
    }

    private static Settings settings(Vertx vertx, String httpsPort) {
        Map<String, String> environment = Map.of(
                "SLUICE_HTTP_HOST", "127.0.0.1",
                "SLUICE_HTTP_PORT", "0",
                "SLUICE_HTTPS_PORT", httpsPort,
                "SLUICE_ADMIN_PORT", "0");
        return SettingsLoader.load(vertx, null, new Surroundings(environment, Path.of("/home/op"), false, "edge-1"))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void httpsListensWhereHttpDoes(Vertx vertx) {
        assertThat(ListenFailure.of("https", "192.0.2.1", 0, refusal(vertx, "192.0.2.1", 0)))
                .hasMessageStartingWith("http.host: 192.0.2.1 is not")
                .hasMessageEndingWith("set SLUICE_HTTP_HOST");
    }

    @Test
    void whatIsTakenIsKnownBeforehand() throws Exception {
        int port;
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = holder.getLocalPort();
            for (String host : List.of("127.0.0.1", "0.0.0.0")) {
                assertThatThrownBy(() -> ListenFailure.throwIfRefused("admin", host, holder.getLocalPort()))
                        .isInstanceOf(ListenFailure.class)
                        .hasMessageStartingWith("admin.port: " + port + " is in use by pid ");
            }
            ListenFailure.throwIfRefused("admin", "127.0.0.2", port);
        }
        ListenFailure.throwIfRefused("admin", "127.0.0.1", port);
        ListenFailure.throwIfRefused("admin", "127.0.0.1", 0);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void everyTransportsRefusalIsUnderstood(Transport transport) throws Exception {
        Vertx vertx = Vertx.builder().withTransport(transport).build();
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = holder.getLocalPort();

            Throwable refusal = refusal(vertx, "127.0.0.1", port);

            assertThat(refusal).isInstanceOf(IOException.class);
            assertThat(ListenFailure.of("http", "127.0.0.1", port, refusal)).hasMessageContaining("is in use by pid");
            assertThat(ListenFailure.of("http", "192.0.2.1", 0, refusal(vertx, "192.0.2.1", 0)))
                    .hasMessageContaining("is not an address of this machine");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    static Stream<Transport> transports() {
        return Stream.of(Transport.NIO, Transport.EPOLL, Transport.IO_URING)
                .filter(transport -> transport != null && transport.available());
    }

    @Test
    void aHolderOnIpv6IsFoundToo() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/net/tcp6")), "skipped: this machine has no IPv6");
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assertThat(PortHolder.of(holder.getLocalPort())).hasValueSatisfying(found -> assertThat(found.pid())
                    .hasValue(ProcessHandle.current().pid()));
        }
    }

    @Test
    void aFreePortHasNoHolder() throws Exception {
        int port;
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = holder.getLocalPort();
        }
        assertThat(PortHolder.of(port)).isEmpty();
    }

    @Test
    void anAddressOfAnotherMachineIsNamed(Vertx vertx) {
        ListenFailure failure = ListenFailure.of("admin", "192.0.2.1", 0, refusal(vertx, "192.0.2.1", 0));

        assertThat(failure)
                .hasMessage("admin.host: 192.0.2.1 is not an address of this machine (expected one that is);"
                        + " set SLUICE_ADMIN_HOST");
    }

    @Test
    void aRefusedLowPortNamesWhatGrantsIt() {
        Throwable refused = new CompletionException(new BindException("bind(..) failed: Permission denied"));

        assertThat(ListenFailure.of("http", "0.0.0.0", 80, refused))
                .hasMessageContaining("AmbientCapabilities=CAP_NET_BIND_SERVICE")
                .hasMessageContaining("sysctl -w net.ipv4.ip_unprivileged_port_start=80")
                .hasMessageContaining("SLUICE_HTTP_PORT");
    }

    private static Throwable refusal(Vertx vertx, String host, int port) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(port, host)
                .toCompletionStage()
                .handle((server, failure) -> failure)
                .toCompletableFuture()
                .join();
    }
}
