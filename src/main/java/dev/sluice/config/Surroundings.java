package dev.sluice.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the process finds around itself, apart from the file.
 *
 * @param environment its environment variables
 * @param home the user's home directory
 * @param root whether the user is root
 * @param hostName the machine's name
 */
public record Surroundings(Map<String, String> environment, Path home, boolean root, String hostName) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. May ask the resolver for the machine's name: not on an event loop. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                "root".equals(System.getProperty("user.name")),
                localName());
    }

    private static String localName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The machine's name as a front door's: what does not fit into one is left out. */
    String frontDoor() {
        String fitting = hostName.replaceAll("[^A-Za-z0-9_.-]", "").replaceFirst("^[^A-Za-z0-9]+", "");
        return fitting.isEmpty() ? "sluice" : fitting.substring(0, Math.min(63, fitting.length()));
    }

    Path stateDir() {
        return root ? Path.of("/var/lib/sluice") : home.resolve(".local/state/sluice");
    }

    Path agentStateDir() {
        return root ? Path.of("/var/lib/sluice-agent") : home.resolve(".local/state/sluice-agent");
    }

    @Override
    public String toString() {
        return "Surroundings[" + environment.size() + " variables, " + home + ", root=" + root + ", " + hostName + "]";
    }
}
