package dev.sluice.admin;

import dev.sluice.core.port.ApiTokens;
import dev.sluice.core.port.Logins;

/** What is kept of those who may come in. */
public record Access(ApiTokens tokens, Logins logins) {}
