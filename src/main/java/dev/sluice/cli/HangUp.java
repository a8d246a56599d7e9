package dev.sluice.cli;

import dev.sluice.Sluice;
import dev.sluice.config.InvalidSettingsException;
import dev.sluice.config.Settings;
import dev.sluice.config.Surroundings;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGHUP does to a process that serves: it reads its settings again, all of them or, if any is wrong, none. Never ends
 * it. One at a time, each on a thread of its own that the JVM makes.
 */
final class HangUp {

    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private final SettingsSource source;
    private final CompletableFuture<Sluice> started = new CompletableFuture<>();

    private HangUp(SettingsSource source) {
        this.source = source;
    }

    /** Sees to it from now on; one that comes before {@link #serves} waits for that. */
    static HangUp heed(SettingsSource source) {
        HangUp here = new HangUp(source);
        try {
            here.install();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "SIGHUP is not heeded: {}", e.toString()); // the JVM was told to leave signals alone, or is another
        }
        return here;
    }

    /** By reflection: every JVM has these classes for good (JEP 260), and the compiler warns of them all the same. */
    private void install() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object heeding = Proxy.newProxyInstance(
                HangUp.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(this, arguments);
                    }
                    reload();
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), heeding);
    }

    void serves(Sluice sluice) {
        started.complete(sluice);
    }

    private synchronized void reload() {
        try {
            Settings fresh = source.load(Surroundings.ofThisProcess());
            LogSetup.level(started.join().reload(fresh).log().level());
        } catch (InvalidSettingsException invalid) {
            invalid.problems().forEach(problem -> LOG.error("Settings were not read again: {}", problem));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("Settings were not read again: {}", e.toString());
        }
    }
}
