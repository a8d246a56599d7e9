package dev.sluice.system;

import dev.sluice.cli.Commands;
import dev.sluice.testing.SluiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands that are given secrets, in their places and in wrong ones.
 *
 * @param token opens everything
 */
record PlantedCommands(SluiceProcess sluice, String token, String misplaced, String password) {

    /** What each of them says, by its command line. */
    Map<String, String> said(Path directory) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        Path caddyfile = directory.resolve("Caddyfile");
        Files.writeString(caddyfile, """
                app.test {
                  basic_auth {
                    me %1$s
                  }
                  tls {
                    dns cloudflare %1$s
                  }
                  reverse_proxy http://me:%1$s@192.0.2.1:80 {
                    header_up Authorization "Bearer %1$s"
                  }
                }
                """.formatted(password));
        Path backup = directory.resolve("backup.json");
        Files.writeString(backup, """
                {"version": "1", "routes": [{"domain": "a.test", "basic_auth_password": "%1$s",
                "basic_auth_password_hash": "%1$s", "target_ip": "192.0.2.1", "target_port": 80}],
                "peers": [{"name": "p", "private_key": "%1$s", "preshared_key": "%1$s"}], "settings": {"token": "%1$s"}}
                """.formatted(password));
        for (List<String> line : List.of(
                List.of("export"),
                List.of("status"),
                List.of("peers", "--json"),
                List.of("events"),
                List.of("revisions"),
                List.of("routes"),
                List.of("explain", "http://me:" + misplaced + "@/"),
                List.of("export", "--token", misplaced),
                List.of("peers", "--admin", "http://me:" + misplaced + "@127.0.0.1:1"))) {
            List<String> all = new ArrayList<>(line);
            if (!line.contains("--admin")) {
                all.addAll(List.of("--admin", sluice.adminUri()));
            }
            if (!line.contains("--token")) {
                all.addAll(List.of("--token", token));
            }
            said.put("sluice " + line, Commands.run(all));
        }
        said.put("import caddy", Commands.run(List.of("import", "caddy", caddyfile.toString())));
        said.put("import gatecontrol", Commands.run(List.of("import", "gatecontrol", backup.toString())));
        return said;
    }
}
