package dev.sluice.core.model;

import java.util.regex.Pattern;

/**
 * A host behind a gateway, as the gateway sees it.
 *
 * @param host name or address in the gateway's LAN
 * @param port 1 to 65535
 */
public record LanHost(String host, int port) {

    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost\\.?|127(\\.\\d{1,3}){0,3}"
                    + "|(0{0,4}:){1,7}0{0,3}1"
                    + "|(0{0,4}:){1,6}ffff:(127(\\.\\d{1,3}){3}|7f[0-9a-f]{2}:[0-9a-f]{1,4})",
            Pattern.CASE_INSENSITIVE);

    /** Whether this means "on the gateway machine itself" (127/8, ::1, localhost), in any spelling of it. */
    public boolean isLoopback() {
        if (!beginsLikeLoopback()) {
            return false;
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return LOOPBACK.matcher(bare).matches();
    }

    /** Asked of every route at every resolution: nearly all hosts are ruled out by how they begin. */
    private boolean beginsLikeLoopback() {
        return switch (host.isEmpty() ? ' ' : host.charAt(0)) {
            case 'l', 'L', '0', ':', '[' -> true;
            case '1' -> host.startsWith("127");
            default -> false;
        };
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
