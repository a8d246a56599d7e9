package dev.sluice.admin;

import dev.sluice.core.port.Backups;
import dev.sluice.core.port.DocumentText;
import dev.sluice.core.port.Revisions;

/** What the API needs to deal with desired states as a whole: today's, earlier ones, kept ones. */
public record Documents(DocumentText text, Revisions revisions, Backups backups) {}
