-- Since when a name is refused: failed_at is of the last time.

ALTER TABLE acme_refused ADD COLUMN since timestamptz NOT NULL DEFAULT now();
UPDATE acme_refused SET since = failed_at;
