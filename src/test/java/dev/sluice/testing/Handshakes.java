package dev.sluice.testing;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS handshakes at a steady rate, each on a connection of its own with one GET, asking for one name after the other. Every
 * second one may resume an earlier session. Notes what certificates were shown, and everything that went wrong.
 */
public final class Handshakes implements AutoCloseable {

    private static final int CALLERS = 4;
    private static final int TIMEOUT_MS = 20_000;

    private final int port;
    private final List<String> names;
    private final long gapNanos;
    private final SSLContext resuming = ClientSocket.freshContext();
    private final Map<String, Set<BigInteger>> shown = new ConcurrentHashMap<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean stopped;

    private Handshakes(int port, int perSecond, List<String> names) {
        this.port = port;
        this.names = names;
        this.gapNanos = TimeUnit.SECONDS.toNanos(CALLERS) / perSecond;
        names.forEach(name -> shown.put(name, ConcurrentHashMap.newKeySet()));
    }

    /** Begins. */
    public static Handshakes start(int port, int perSecond, String... names) {
        Handshakes handshakes = new Handshakes(port, perSecond, List.of(names));
        for (int i = 0; i < CALLERS; i++) {
            Thread caller = new Thread(handshakes::call, "handshakes-" + i);
            caller.setDaemon(true);
            handshakes.callers.add(caller);
            caller.start();
        }
        return handshakes;
    }

    public int count() {
        return count.get();
    }

    /** A sentence for each that failed. */
    public List<String> failed() {
        return List.copyOf(failed);
    }

    /** Whether this certificate was shown to someone who asked for the name. */
    public boolean hasSeen(String name, TestCertificate certificate) {
        return shown.getOrDefault(name, Set.of())
                .contains(certificate.certificate().getSerialNumber());
    }

    /** How many different ones were. */
    public int seen(String name) {
        return shown.getOrDefault(name, Set.of()).size();
    }

    private void call() {
        long next = System.nanoTime();
        try {
            while (!stopped) {
                int number = count.getAndIncrement();
                one(names.get(number % names.size()), number / names.size() % 2 == 0);
                next += gapNanos;
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void one(String name, boolean resume) {
        try (SSLSocket socket =
                ClientSocket.tls(resume ? resuming : ClientSocket.freshContext(), port, name, TIMEOUT_MS)) {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            if (certificate.getSubjectAlternativeNames().stream().noneMatch(san -> covers(san.get(1), name))) {
                failed.add(name + ": shown " + certificate.getSubjectX500Principal());
            }
            shown.get(name).add(certificate.getSerialNumber());
            socket.getOutputStream()
                    .write(HttpWire.ascii("GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n"));
            HttpWire wire = new HttpWire(socket.getInputStream());
            HttpWire.Head head = wire.head();
            if (head == null) {
                throw new EOFException("closed without an answer");
            }
            wire.body(head);
            if (!head.start().contains(" 200 ")) {
                failed.add(name + ": " + head.start());
            }
        } catch (IOException | CertificateParsingException e) {
            failed.add(name + (resume ? " (resuming): " : ": ") + e);
        }
    }

    private static boolean covers(Object pattern, String name) {
        String text = String.valueOf(pattern);
        return text.equals(name)
                || text.startsWith("*.")
                        && name.substring(name.indexOf('.') + 1).equals(text.substring(2));
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread caller : callers) {
            caller.interrupt();
            try {
                caller.join(TIMEOUT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
