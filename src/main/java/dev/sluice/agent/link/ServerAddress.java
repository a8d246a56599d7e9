package dev.sluice.agent.link;

import dev.sluice.core.port.InternalIdentity;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where a front door waits for its agents. */
public record ServerAddress(String host, int port) {

    /** What an address looks like, for messages. */
    public static final String EXPECTED = "https://host:9181, the agents' port of a front door";

    private static final int DEFAULT_PORT = 9181;

    /** The address that the text is; null if it is none. */
    public static @Nullable ServerAddress parse(String text) {
        try {
            URI uri = new URI(text);
            boolean bare = uri.getPath() == null
                    || uri.getPath().isEmpty()
                    || uri.getPath().equals("/");
            if (!"https".equals(uri.getScheme()) || uri.getHost() == null || !bare || uri.getUserInfo() != null) {
                return null;
            }
            String host = uri.getHost();
            String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return new ServerAddress(name, uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** A request to it, which its certificate has to answer for. */
    public RequestOptions request(HttpMethod method, String path) {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, host))
                .setHost(InternalIdentity.FRONT_DOOR) // as its certificate says, whatever its address is
                .setPort(port)
                .setSsl(true)
                .setMethod(method)
                .setURI(path);
    }

    @Override
    public String toString() {
        return "https://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
