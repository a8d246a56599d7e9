package dev.sluice.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host of a LAN with several services, in a process of its own; see {@link StandInMachine}. */
public final class MachineProcess implements AutoCloseable {

    private final Path directory = ScratchDirectory.create("machine");
    private final List<String> command;
    private @Nullable ChildProcess child;

    private MachineProcess(List<String> wrapper, String name, TestCertificate certificate, List<String> services) {
        command = new ArrayList<>(wrapper);
        command.addAll(ChildProcess.java(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                Path.of(StandInMachine.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString(),
                StandInMachine.class.getName(),
                name,
                directory.resolve("journal").toString(),
                keep(certificate).toString()));
        command.addAll(services);
    }

    /**
     * Starts one; it serves when this returns.
     *
     * @param wrapper a command, with arguments, that runs what follows it in the right place
     * @param certificate what its {@code https} shows
     * @param services such as {@code https:0.0.0.0:5001}
     */
    public static MachineProcess start(
            List<String> wrapper, String name, TestCertificate certificate, List<String> services) {
        MachineProcess machine = new MachineProcess(wrapper, name, certificate, services);
        try {
            machine.restart();
        } catch (RuntimeException | Error e) {
            machine.close();
            throw e;
        }
        return machine;
    }

    /** The network that it runs in. */
    public NetNamespace network() {
        return new NetNamespace(running().process().pid());
    }

    /** Ends it as {@code kill -9} does. */
    public void kill9() {
        running().kill9();
        child = null;
    }

    /** Starts it again after its end. */
    public void restart() {
        ChildProcess started =
                ChildProcess.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
        child = started;
        try {
            String said = started.process().inputReader().readLine();
            if (!"serving".equals(said)) {
                throw new IllegalStateException("machine: actual '" + said + "', expected 'serving'");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
        ScratchDirectory.delete(directory);
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("machine: actual dead, expected running");
        }
        return child;
    }

    private Path keep(TestCertificate certificate) {
        Path file = directory.resolve("keys.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            char[] password = StandInMachine.PASSWORD.toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry(
                    "host",
                    certificate.bundle().getKeyPair().getPrivate(),
                    password,
                    certificate.bundle().getCertificatePath());
            store.store(out, password);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
