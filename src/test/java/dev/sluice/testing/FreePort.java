package dev.sluice.testing;

/** A port for a listener that opens later, or again after its end: no two are the same. */
public final class FreePort {

    private FreePort() {}

    /** One that nobody listens on now, and that was not given to anybody in this JVM before. */
    public static int next() {
        return dev.sluice.cli.demo.FreePort.next();
    }
}
