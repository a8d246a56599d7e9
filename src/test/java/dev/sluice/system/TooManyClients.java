package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillTable;
import dev.sluice.testing.SluiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A burst of more clients than there may be, which stay as long as they can: descriptors are left, who is there and the admin
 * API are served, nothing spins, and when they leave all is as before.
 *
 * @param site what they come to
 * @param host of a route that is served in clear
 * @param clients how many
 * @param stay how long
 * @param descriptors that there are never more of than that
 */
record TooManyClients(Site site, String host, int clients, Duration stay, long descriptors) {

    private static final Duration AFTERWARDS = Duration.ofSeconds(5);
    private static final Duration ADMIN = Duration.ofSeconds(2);
    private static final int READ_LIMIT_MS = 10_000;
    private static final int FRESH = 20;

    void play() throws IOException {
        SluiceProcess sluice = site.sluice();
        List<Socket> crowd = new ArrayList<>();
        long most = 0;
        long slowest = 0;
        Duration worked;
        try (Socket known = client()) {
            assertThat(ask(known, host)).isEqualTo(200);
            for (int i = 0; i < clients; i++) {
                crowd.add(begun());
                most = i % 20 == 0 ? Math.max(most, sluice.openDescriptors()) : most;
            }
            Duration before = sluice.processorTime();
            long from = System.nanoTime();
            while (System.nanoTime() - from < stay.toNanos()) {
                most = Math.max(most, sluice.openDescriptors());
                long asked = System.nanoTime();
                sluice.get("/peers");
                slowest = Math.max(slowest, System.nanoTime() - asked);
                assertThat(ask(known, host)).as("who was there before").isEqualTo(200);
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            }
            worked = sluice.processorTime().minus(before);
        } finally {
            for (Socket client : crowd) {
                client.close();
            }
        }
        long left = System.nanoTime();
        for (int served = 0; served < FRESH; ) {
            served = servesAnother() ? served + 1 : 0;
            assertThat(Duration.ofNanos(System.nanoTime() - left))
                    .as("until all are served again")
                    .isLessThan(AFTERWARDS);
        }
        DrillTable.row(
                clients + " clients at once",
                "fewer than " + descriptors + " descriptors, admin in 2 s, under half a core, all served 5 s later",
                most + " descriptors, admin " + slowest / 1_000_000 + " ms, " + worked.toMillis()
                        + " ms of processor in " + stay.toSeconds() + " s, served after "
                        + (System.nanoTime() - left) / 1_000_000 + " ms");
        assertThat(most).as("descriptors").isLessThan(descriptors);
        assertThat(Duration.ofNanos(slowest)).as("the admin API").isLessThan(ADMIN);
        assertThat(worked).as("no loop spins").isLessThan(stay.dividedBy(2));
        assertThat(site.events("gateway_down")).as("peers that were blamed").isEmpty();
    }

    private Socket client() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), site.sluice().httpPort());
        socket.setSoTimeout(READ_LIMIT_MS);
        return socket;
    }

    /** One that sends half a head, if it is not closed before. */
    private Socket begun() throws IOException {
        Socket socket = client();
        try {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // one too many
        }
        return socket;
    }

    private boolean servesAnother() {
        try (Socket fresh = client()) {
            return ask(fresh, host) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The status of an answer that is read to its end; 0 if none came. */
    static int ask(Socket client, String host) throws IOException {
        client.getOutputStream()
                .write(("HEAD / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                return 0;
            }
            head.append((char) next);
        }
        return Integer.parseInt(head.substring(9, 12));
    }
}
