package dev.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** One connection over a {@link Relay}: two threads, one per direction. It ends as a whole. */
final class RelayedConnection {

    private static final int CHUNK_BYTES = 16 * 1024;

    private final Relay relay;
    private final Socket near;
    private final Socket far = new Socket();
    private final int target;
    private volatile boolean asked;

    RelayedConnection(Relay relay, Socket near, int target) {
        this.relay = relay;
        this.near = near;
        this.target = target;
    }

    /** Carries bytes until either end leaves. */
    void run() {
        try (near;
                far) {
            relay.awaitOpen();
            near.setTcpNoDelay(true);
            far.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            far.setTcpNoDelay(true);
            Relay.daemon(this::answer);
            copy(near.getInputStream(), far.getOutputStream(), false);
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            relay.ended(this);
        }
    }

    private void answer() {
        try (near;
                far) {
            copy(far.getInputStream(), near.getOutputStream(), true);
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(InputStream from, OutputStream to, boolean answers) throws IOException, InterruptedException {
        byte[] bytes = new byte[CHUNK_BYTES];
        for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
            if (!answers) {
                asked = true;
            } else if (asked) {
                asked = false; // the first bytes after a question are a new answer
                TimeUnit.NANOSECONDS.sleep(relay.nextDelay().toNanos());
            }
            relay.awaitOpen();
            to.write(bytes, 0, count);
        }
    }

    /** Ends it as a process that dies does. */
    void reset() {
        for (Socket socket : new Socket[] {near, far}) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // Closed already: the same.
                continue;
            }
        }
    }
}
