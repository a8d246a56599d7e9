package dev.sluice.admin;

import dev.sluice.core.port.DocumentText;
import dev.sluice.core.port.Revisions;

/** What the API needs to deal with desired states as documents, today's and earlier ones. */
public record Documents(DocumentText text, Revisions revisions) {}
