package dev.sluice.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arrangement under which Postgres, which refuses to be root, runs on this machine.
 *
 * <p>An ordinary user: as is. Root: in a user namespace of its own, where it is nobody in particular but its files are
 * root's; where namespaces are denied (containers, hardened units), as a service user that owns its data.
 *
 * @param prefix what is put before each command of Postgres'
 * @param owner whom data and socket directory must belong to
 * @param serviceUser true if {@code owner} is not us, so that every directory above must let others pass
 */
record RunAs(List<String> prefix, Owner owner, boolean serviceUser) {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

    List<String> command(List<String> argv) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(argv);
        return all;
    }

    /** Finds the arrangement. Runs short probes; fails with a sentence if there is none. */
    static RunAs find(EmbeddedOptions options) {
        Owner us = ourselves();
        if (us.uid() != 0) {
            return new RunAs(List.of(), us, false);
        }
        Command namespaces = options.userNamespaces()
                ? Command.run(List.of("unshare", "-U", "true"), PROBE_LIMIT)
                : new Command(1, "not allowed by our settings");
        if (namespaces.succeeded()) {
            return new RunAs(List.of("unshare", "-U"), Owner.ROOT, false);
        }
        List<String> names = options.serviceUser().map(List::of).orElse(List.of("sluice", "postgres"));
        Owner service = names.stream()
                .map(RunAs::lookUp)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new EmbeddedPostgresException("embedded Postgres: PostgreSQL refuses to run as root,"
                        + " user namespaces are denied (unshare -U: " + namespaces.output() + ") and there is no user "
                        + String.join(" or ", names) + " to run it as; start Sluice as an ordinary user, create one"
                        + " (useradd --system sluice) or set SLUICE_DATABASE_URL"));
        return new RunAs(
                List.of("setpriv", "--reuid=" + service.uid(), "--regid=" + service.gid(), "--clear-groups"),
                service,
                true);
    }

    private static Optional<Owner> lookUp(String user) {
        Command uid = Command.run(List.of("id", "-u", "--", user), PROBE_LIMIT);
        Command gid = Command.run(List.of("id", "-g", "--", user), PROBE_LIMIT);
        if (!uid.succeeded() || !gid.succeeded() || uid.output().equals("0")) {
            return Optional.empty();
        }
        return Optional.of(new Owner(Integer.parseInt(uid.output()), Integer.parseInt(gid.output())));
    }

    /** Our effective user and group. The owner of {@code /proc/self} would not do: it is root's once we cannot dump. */
    private static Owner ourselves() {
        try {
            int uid = -1;
            int gid = -1;
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                String[] words = line.split("\\s+");
                if (words[0].equals("Uid:")) {
                    uid = Integer.parseInt(words[2]);
                } else if (words[0].equals("Gid:")) {
                    gid = Integer.parseInt(words[2]);
                }
            }
            return new Owner(uid, gid);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("embedded Postgres: /proc/self/status: " + e + ", expected a Linux", e);
        }
    }
}
