package dev.sluice.proxy.kit;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.ClientCertificates;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.testing.ClientAuthority;
import dev.sluice.testing.FreePort;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A front door with a route that wants client certificates at a port of its own. */
public final class CertifiedSite implements AutoCloseable {

    public static final ClientAuthority STAFF = new ClientAuthority("Staff");

    public final Door door;
    public final int port = FreePort.next();

    public CertifiedSite(SslProvider engine) {
        this(engine, options -> options);
    }

    public CertifiedSite(SslProvider engine, UnaryOperator<ProxyOptions> tuning) {
        door = Door.open(options -> tuning.apply(options.withHttps(0)), new TestTls(engine));
    }

    /** What the route asks for. */
    public ClientCertificates terms(String authorities, String... names) {
        return new ClientCertificates(port, authorities, List.of(names));
    }

    /** The route with that feature. */
    public Plan plan(ClientCertificates terms, RawUpstream to) {
        return new Plan(7, Door.HOST)
                .site(Site.PLAIN.with(ClientCertificates.FIELD, terms))
                .through(Door.upstream(1, to));
    }

    /** Publishes the route with these terms alone, and waits until its port is open. */
    public CertifiedSite wants(ClientCertificates terms, RawUpstream to) {
        door.publish(plan(terms, to));
        return awaitOpen();
    }

    public CertifiedSite awaitOpen() {
        Awaitility.await("port " + port)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(this::isOpen);
        return this;
    }

    /** Whether connections are accepted there. */
    public boolean isOpen() {
        try {
            new RawClient(port).close();
            return true;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    /** A client that shows that; null for nothing. */
    public Speaker client(@Nullable X509Bundle shown, boolean http2) {
        return http2
                ? Http2Speaker.over(TestTls.connect(TestTls.showing(shown), port, "h2"))
                : Http1Speaker.over(TestTls.connect(TestTls.showing(shown), port, "http/1.1"));
    }

    @Override
    public void close() {
        door.close();
    }
}
