package dev.sluice.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;

/** Where a Postgres is, and as whom to enter it. Shows no password. */
public final class Database {
    private static final Pattern NAMES_A_USER = Pattern.compile("^[^:]+://[^@/?]+@|[?&]user=");
    private static final Pattern NAMES_A_DATABASE = Pattern.compile("^[^:]+://[^/?]*/[^?]|[?&]dbname=");

    private static final Pattern ROOT_CERTIFICATE = Pattern.compile("[?&]sslrootcert=([^&]*)");

    private final PgConnectOptions options;

    private Database(PgConnectOptions options) {
        // A statement that the server has planned once is not sent again; there are a few dozen different ones.
        this.options = new PgConnectOptions(options).setCachePreparedStatements(true);
    }

    /** A database that these options lead to. */
    public static Database of(PgConnectOptions options) {
        return new Database(options);
    }

    /**
     * The database that a URL names: {@code postgresql://user:password@host:port/database?sslmode=...}.
     *
     * <p>As with every Postgres client, the user is the system's if none is named, and the database is called like the
     * user. Without {@code sslmode} nothing is encrypted; {@code require} encrypts without checking the certificate; {@code verify-ca} and {@code
     * verify-full} check it against the file that {@code sslrootcert} names, else the Java runtime's trust store.
     *
     * @throws IllegalArgumentException with a sentence that does not quote the URL, because it may hold a password
     */
    public static Database at(String url) {
        PgConnectOptions options;
        try {
            options = PgConnectOptions.fromUri(url);
        } catch (RuntimeException e) {
            // Neither the URL nor this cause, which quotes it, may reach a log.
            throw new IllegalArgumentException("database URL: not understood, expected"
                    + " postgresql://user:password@host:port/database with all but letters and digits of user and"
                    + " password percent-encoded");
        }
        if (!NAMES_A_USER.matcher(url).find()) {
            options.setUser(System.getProperty("user.name"));
        }
        if (!NAMES_A_DATABASE.matcher(url).find()) {
            options.setDatabase(options.getUser());
        }
        return new Database(options.setSslOptions(ssl(options.getSslMode(), url)));
    }

    private static ClientSSLOptions ssl(SslMode mode, String url) {
        ClientSSLOptions options = new ClientSSLOptions();
        return switch (mode) {
            case VERIFY_FULL ->
                options.setHostnameVerificationAlgorithm("HTTPS").setTrustOptions(trust(url));
            case VERIFY_CA -> options.setHostnameVerificationAlgorithm("").setTrustOptions(trust(url));
            default -> options.setHostnameVerificationAlgorithm("").setTrustAll(true);
        };
    }

    private static TrustOptions trust(String url) {
        Matcher root = ROOT_CERTIFICATE.matcher(url);
        if (root.find()) {
            return new PemTrustOptions().addCertPath(URLDecoder.decode(root.group(1), StandardCharsets.UTF_8));
        }
        try {
            TrustManagerFactory runtime = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            runtime.init((KeyStore) null);
            return TrustOptions.wrap(runtime);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("database URL: the Java runtime has no trust store: " + e, e);
        }
    }

    PgConnectOptions options() {
        return options;
    }

    /** The place, without the password. */
    @Override
    public String toString() {
        return "postgresql://" + options.getUser() + "@" + options.getHost() + ":" + options.getPort() + "/"
                + options.getDatabase();
    }
}
