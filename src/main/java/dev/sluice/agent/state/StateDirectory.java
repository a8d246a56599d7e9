package dev.sluice.agent.state;

import dev.sluice.core.model.Hop;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The directory with all that outlives an agent's process, for its owner alone. Blocks: not for an event loop. */
public final class StateDirectory {

    private static final String KEY = "agent.key";
    private static final String CERTIFICATE = "agent.crt";
    private static final String AUTHORITY = "authority.crt";
    private static final String SECRETS = "secrets";
    private static final String CONFIG = "config.json";

    private final Path directory;

    private StateDirectory(Path directory) {
        this.directory = directory;
    }

    /** Opens it; makes it (0700) if it is not there. */
    public static StateDirectory open(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            Files.createDirectories(directory, WholeFile.mode("rwx------"));
        }
        if (!Files.isWritable(directory)) {
            throw new IOException(
                    "state directory " + directory + ": actual not writable for this user, expected to be;"
                            + " set SLUICE_AGENT_STATE_DIR to another");
        }
        return new StateDirectory(directory);
    }

    /** Where the last good config is kept. */
    public Path config() {
        return directory.resolve(CONFIG);
    }

    /**
     * Who this agent is; null if it was never paired.
     *
     * @throws IOException if what is kept is damaged, with a message for the operator
     */
    public @Nullable Identity identity() throws IOException {
        if (Files.notExists(directory.resolve(SECRETS))) {
            return null;
        }
        try {
            JsonObject secrets = new JsonObject(read(SECRETS));
            Identity identity = new Identity(
                    secrets.getLong("peer_id"),
                    secrets.getString("peer_name"),
                    Pem.key(read(KEY)),
                    Pem.certificates(read(CERTIFICATE)),
                    Pem.certificates(read(AUTHORITY)).get(0),
                    Hop.valueOf(secrets.getString("hop").toUpperCase(Locale.ROOT)),
                    secrets.getString("gateway_auth"),
                    secrets.getString("api_token"),
                    secrets.getString("code_sha256"));
            identity.chain().get(0).verify(identity.authority().getPublicKey());
            checkKey(identity.key(), identity.chain().get(0));
            return identity;
        } catch (GeneralSecurityException
                | DecodeException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException e) {
            throw new IOException(
                    "pairing in " + directory + ": actual damaged ("
                            + e.getClass().getSimpleName() + "), expected whole; pair this gateway anew",
                    e);
        }
    }

    /** Whether both belong together: they are written one after the other. */
    private static void checkKey(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key is another's");
        }
    }

    /** Keeps who this agent is from now on. The last config goes: it was another's. */
    public void keep(Identity identity) throws IOException {
        Files.deleteIfExists(config());
        try {
            write(KEY, Pem.key(identity.key()));
            write(CERTIFICATE, Pem.of(identity.chain()));
            write(AUTHORITY, Pem.of(List.of(identity.authority())));
        } catch (GeneralSecurityException e) {
            throw new IOException("certificate: " + e.getMessage(), e);
        }
        write(
                SECRETS,
                new JsonObject()
                        .put("peer_id", identity.peerId())
                        .put("peer_name", identity.peerName())
                        .put("hop", identity.hop().wire())
                        .put("gateway_auth", identity.gatewayAuth())
                        .put("api_token", identity.apiToken())
                        .put("code_sha256", identity.codeHash())
                        .encodePrettily());
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        WholeFile.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
