import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.transport.Transport;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyOptions;
import java.util.stream.Stream;

/**
 * vertx-http-proxy with nothing around it: {@code PlainProxy HTTP_PORT HTTPS_PORT UPSTREAM_PORT ECHO_PORT
 * CERTIFICATE_DIRECTORY}.
 */
class PlainProxy {

    public static void main(String[] arguments) {
        int http = Integer.parseInt(arguments[0]);
        int https = Integer.parseInt(arguments[1]);
        SocketAddress upstream = SocketAddress.inetSocketAddress(Integer.parseInt(arguments[2]), "127.0.0.1");
        SocketAddress echo = SocketAddress.inetSocketAddress(Integer.parseInt(arguments[3]), "127.0.0.1");
        Transport transport = Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO)
                .filter(wished -> wished != null && wished.available())
                .findFirst()
                .orElseThrow();
        Vertx vertx = Vertx.builder().withTransport(transport).build();
        HttpProxy proxy = HttpProxy.reverseProxy(
                        new ProxyOptions(),
                        vertx.createHttpClient(
                                new HttpClientOptions().setKeepAliveTimeout(3600).setDecompressionSupported(false),
                                new PoolOptions().setHttp1MaxSize(256)))
                .origin(OriginRequestProvider.selector(
                        proxied -> Future.succeededFuture(proxied.request().getURI().equals("/echo") ? echo : upstream)));
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setSslEngineOptions(new OpenSSLEngineOptions())
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(arguments[4] + "/app.crt")
                        .addKeyPath(arguments[4] + "/app.key"));
        Future.all(
                        vertx.createHttpServer().requestHandler(proxy).listen(http, "127.0.0.1"),
                        vertx.createHttpServer(tls).requestHandler(proxy).listen(https, "127.0.0.1"))
                .onSuccess(done -> System.out.println("listening by " + transport.name()))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }
}
