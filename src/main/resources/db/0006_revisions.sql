-- What each change of the desired state was made of, so that the state before it can be told. Rows of things are kept as they
-- were before the change; whoever undoes them from the newest back comes to any revision that is kept.

CREATE TABLE revision_log (
    number  bigint PRIMARY KEY,
    at      timestamptz NOT NULL,
    actor   text NOT NULL,
    message text NOT NULL
);
COMMENT ON TABLE revision_log IS 'One row for each change of the desired state; the oldest are dropped.';

CREATE TABLE revision_undo (
    number bigint NOT NULL REFERENCES revision_log ON DELETE CASCADE,
    kind   text NOT NULL CHECK (kind IN ('peer', 'pool', 'route')),
    id     bigint NOT NULL,
    change text NOT NULL CHECK (change IN ('created', 'updated', 'deleted')),
    before jsonb,
    PRIMARY KEY (number, kind, id),
    CHECK ((change = 'created') = (before IS NULL))
);
COMMENT ON COLUMN revision_undo.before IS 'The row of the thing as it was; no secret is in it.';
