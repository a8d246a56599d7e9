package dev.sluice.tls;

import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** A context whose handshakes are refused for names that there is no certificate for. */
final class KnownNamesContext extends DelegatingSslContext {

    private final List<SNIMatcher> names;

    KnownNamesContext(SslContext context, ShownCertificates shown) {
        super(context);
        this.names = List.of(new ServerNames(shown));
    }

    @Override
    protected void initEngine(SSLEngine engine) {
        // What is not set stays as the context has it.
        SSLParameters parameters = new SSLParameters();
        parameters.setSNIMatchers(names);
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
    }
}
