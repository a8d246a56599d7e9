package dev.sluice.cli.demo;

import dev.sluice.Main;
import java.io.IOException;

/** The entry point of the demonstration's agents: the program as it is, that ends when its standard input does. */
public final class DemoAgent {

    private DemoAgent() {}

    /**
     * Runs until killed, or until whoever started it is gone.
     *
     * @param arguments the program's own
     */
    public static void main(String[] arguments) {
        Thread watch = new Thread(DemoAgent::endWithStarter, "starter");
        watch.setDaemon(true);
        watch.start();
        Main.main(arguments);
    }

    private static void endWithStarter() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to it; the end of the stream is the message.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(0);
    }
}
