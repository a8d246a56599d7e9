package dev.sluice.config;

import dev.sluice.core.model.Hop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting of an agent, once: its name in the file; on the command line it has {@code --} before it. */
final class AgentCatalogue {

    /** The file that shows all of it. */
    static final String FILE = "conf/agent.yaml";

    static final Setting<List<String>> SERVER = Setting.of(
            "server", Kinds.servers(), "", "Front doors, asked in turn: the addresses of their agent ports.");
    static final Setting<Secret> PAIR = Setting.of(
            "pair",
            Kinds.secret(),
            "",
            "The one-shot code of a pairing. One that this agent was paired by is no longer looked at.");
    static final Setting<Path> STATE_DIR = Setting.of(
            "state-dir",
            Kinds.path(),
            "/var/lib/sluice-agent",
            "Directory for the pairing and the last config. For users other than root the default is"
                    + " ~/.local/state/sluice-agent.");
    static final Setting<String> PROXY_HOST = Setting.of(
            "proxy-host",
            Kinds.host(),
            "0.0.0.0",
            "Address that the front door connects to; with hop secret one inside the tunnel.");
    static final Setting<Integer> PROXY_PORT = Setting.of(
            "proxy-port", Kinds.port(), "18080", "Port that the front door connects to: the peer's proxy_port.");
    static final Setting<String> API_HOST =
            Setting.of("api-host", Kinds.host(), "127.0.0.1", "Address of the agent's own API.");
    static final Setting<Integer> API_PORT =
            Setting.of("api-port", Kinds.port(), "9876", "Port of the agent's own API: the peer's api_port.");
    static final Setting<Hop> HOP = Setting.of(
            "hop",
            Kinds.pairedHop(),
            "mtls",
            "How front door and agent know each other: mtls, by certificates; secret, by a secret in clear text inside a"
                    + " tunnel that others protect. It is settled by the pairing.");
    static final Setting<String> LAN_ADDRESS = Setting.of(
            "lan-address",
            Kinds.address(),
            "",
            "This gateway's address in its LAN: there its siblings reach what routes have on this machine itself.");
    static final Setting<Integer> EVENT_LOOPS = Setting.of(
            "event-loops", Kinds.whole(0, 64), "0", "Threads that carry traffic; 0 is one per processor, two at most.");
    static final Setting<Duration> WAKE_PATIENCE = Setting.of(
            "wake-patience",
            Kinds.duration("0s", "1h"),
            "55s",
            "How long a request may wait for a LAN host that is being woken; below the front door's"
                    + " proxy.response-head-timeout.");
    static final Setting<Duration> DRAIN_PATIENCE = Setting.of(
            "drain-patience",
            Kinds.duration("0s", "1h"),
            "30s",
            "How long requests in flight may take to end after SIGTERM.");

    static final List<Setting<?>> ALL = List.of(
            SERVER,
            PAIR,
            STATE_DIR,
            PROXY_HOST,
            PROXY_PORT,
            API_HOST,
            API_PORT,
            HOP,
            LAN_ADDRESS,
            EVENT_LOOPS,
            WAKE_PATIENCE,
            DRAIN_PATIENCE);

    /** The variable that names another file. */
    static final String FILE_VARIABLE = "SLUICE_AGENT_CONFIG";

    private static final Set<String> VARIABLES = Stream.concat(
                    Stream.of(FILE_VARIABLE), ALL.stream().map(AgentCatalogue::variable))
            .collect(Collectors.toUnmodifiableSet());

    private AgentCatalogue() {}

    /** All environment variables of an agent; none of them is a front door's. */
    static Set<String> variables() {
        return VARIABLES;
    }

    /** The environment variable that beats the file. */
    static String variable(Setting<?> setting) {
        return setting.variable().replaceFirst("^SLUICE_", "SLUICE_AGENT_");
    }
}
