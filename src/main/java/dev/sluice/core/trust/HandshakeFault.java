package dev.sluice.core.trust;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.jspecify.annotations.Nullable;

/** Why a server's certificate was refused, in words that an operator can act upon. */
public final class HandshakeFault {

    private static final int DEEPEST_CAUSE = 10;

    private HandshakeFault() {}

    /** The words; null if no certificate was refused. */
    public static @Nullable String words(Throwable failure) {
        String found = null;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            String word = word(cause);
            found = word == null ? found : word; // the deepest knows best
            cause = cause.getCause();
        }
        return found;
    }

    private static @Nullable String word(Throwable cause) {
        if (cause instanceof CertificateExpiredException) {
            return "its certificate has expired";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "its certificate is not valid yet";
        }
        if (cause instanceof PinMismatchException) {
            return "its certificate is not the pinned one, " + cause.getMessage();
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return "no trusted authority vouches for its certificate";
        }
        if (cause instanceof CertificateException) {
            String message = String.valueOf(cause.getMessage());
            return message.startsWith("No subject alternative") || message.startsWith("No name matching")
                    ? "its certificate is for another name"
                    : "its certificate is not trusted";
        }
        return null;
    }
}
