package dev.sluice.admin.http;

import dev.sluice.core.model.Wire;
import java.util.Set;

/** What a token may do. */
public enum Scope implements Wire {
    /** Sees everything. */
    READ,
    /** Moves traffic and asks agents; leaves the desired peers, pools and routes as they are. */
    OPERATE,
    /** Everything. */
    ADMIN,
    /** No token at all. */
    OPEN;

    /** Whether a token with these scopes may do what this one names. */
    boolean isGrantedBy(Set<String> scopes) {
        return switch (this) {
            case OPEN -> true;
            case READ -> scopes.contains("read") || OPERATE.isGrantedBy(scopes);
            case OPERATE -> scopes.contains("operate") || ADMIN.isGrantedBy(scopes);
            case ADMIN -> scopes.contains("admin");
        };
    }
}
