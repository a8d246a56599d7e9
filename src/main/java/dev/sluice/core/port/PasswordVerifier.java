package dev.sluice.core.port;

/** Compares passwords with their hashes. It takes tens of milliseconds and some memory on purpose: never on an event loop. */
@FunctionalInterface
public interface PasswordVerifier {

    /** Whether the hash is that of the password; false also if it is no hash. Any thread; blocks it. */
    boolean matches(String password, String hash);
}
