package dev.sluice.store.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of the embedded server: durable, reachable through its socket only, and small, because all it carries
 * is one Sluice.
 */
final class ServerSettings {
    private static final List<String> OURS = List.of(
            "listen_addresses=",
            "port=" + SocketDirectory.PORT,
            "unix_socket_permissions=0700",
            "max_connections=20",
            // Said although they are the defaults: what is acknowledged must survive a power cut.
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=24MB",
            "work_mem=4MB",
            "maintenance_work_mem=24MB",
            "temp_buffers=2MB",
            "max_wal_size=256MB",
            "min_wal_size=32MB",
            // No replicas, no parallel queries, no helpers for reading: each of them would be a process.
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_worker_processes=0",
            "max_parallel_workers=0",
            "max_logical_replication_workers=0",
            "autovacuum_max_workers=1",
            "io_method=sync",
            "jit=off",
            "huge_pages=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off",
            "log_line_prefix=%m [%p] ");

    private ServerSettings() {}

    /** Ours with {@code more} over them, as arguments. */
    static List<String> arguments(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String setting : OURS) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        all.putAll(more);
        List<String> arguments = new ArrayList<>();
        all.forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }
}
