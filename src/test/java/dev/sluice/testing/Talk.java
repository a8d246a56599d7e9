package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** One WebSocket of a {@link TalkingCrowd}: what it said, what came back, what it was told, all by number. */
final class Talk {

    private final WebSocketClient socket;
    private final Consumer<String> faults;
    private final Thread listener = new Thread(null, this::listen, "talk", 128 * 1024);
    private volatile long said;
    private volatile long returned;
    private volatile long told;
    private volatile boolean over;

    /** Listens from now on; of the first thing that should not be it tells, and of nothing after that. */
    Talk(WebSocketClient socket, Consumer<String> faults) {
        this.socket = socket;
        this.faults = faults;
        listener.setDaemon(true);
        listener.start();
    }

    String peer() {
        return socket.peer();
    }

    /** How many arrived, both ways. */
    long texts() {
        return returned + told;
    }

    void say() {
        if (!over) {
            try {
                socket.send("c" + said);
                said++;
            } catch (IOException e) {
                fault("could not send c" + said + ": " + e);
            }
        }
    }

    private void listen() {
        try {
            for (String text = socket.next(); text != null; text = socket.next()) {
                if (text.equals("c" + returned)) {
                    returned++;
                } else if (text.equals("s" + told)) {
                    told++;
                } else {
                    fault("actual " + text + ", expected c" + returned + " or s" + told);
                    return;
                }
            }
        } catch (IOException e) {
            fault("after " + returned + " of " + said + " given back and " + told + " told: " + e);
        }
    }

    /** Says that nothing more comes. */
    void bye() {
        if (!over) {
            try {
                socket.sendClose();
            } catch (IOException e) {
                fault("could not say that it ends: " + e);
            }
        }
    }

    /** Waits for the other end's goodbye, by which everything must have come back. */
    void end(int patienceMs) throws InterruptedException {
        listener.join(patienceMs);
        if (listener.isAlive()) {
            fault("actual still open " + patienceMs + " ms after it asked to end, expected closed");
        } else if (returned != said) {
            fault("actual " + returned + " texts given back, expected " + said);
        }
        cut();
    }

    /** Without a word. */
    void cut() {
        over = true;
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void fault(String what) {
        if (!over) {
            over = true;
            faults.accept(what);
        }
    }
}
