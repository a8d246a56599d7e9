-- What the routes of a pool, and all routes, do beside forwarding where they say nothing nearer; the empty object for nothing.
ALTER TABLE pool
    ADD COLUMN site jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(site) = 'object');

CREATE TABLE site (
    id       bigint PRIMARY KEY CHECK (id = 1),
    features jsonb NOT NULL CHECK (jsonb_typeof(features) = 'object')
);
COMMENT ON TABLE site IS 'For all routes: one row, or none.';

ALTER TABLE revision_undo
    DROP CONSTRAINT revision_undo_kind_check,
    ADD CONSTRAINT revision_undo_kind_check CHECK (kind IN ('peer', 'pool', 'route', 'webhook', 'site'));
