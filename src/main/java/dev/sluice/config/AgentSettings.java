package dev.sluice.config;

import dev.sluice.core.model.Hop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is set for one agent: complete, and valid.
 *
 * @param servers front doors' agent ports, at least one
 * @param pairingCode null if there is none
 * @param stateDir absolute
 * @param proxyHost address that the front door connects to
 * @param proxyPort 0 takes a free one, as the next
 * @param lanAddress null if it says none
 * @param eventLoops threads that carry traffic; 0 for as many as there is use for
 */
public record AgentSettings(
        List<String> servers,
        @Nullable Secret pairingCode,
        Path stateDir,
        String proxyHost,
        int proxyPort,
        String apiHost,
        int apiPort,
        Hop hop,
        @Nullable String lanAddress,
        int eventLoops,
        Duration wakePatience,
        Duration drainPatience) {}
