-- The operator's password, and the browsers that it has opened.

CREATE TABLE operator_password (
    id         bigint PRIMARY KEY CHECK (id = 1),
    hash       text NOT NULL,
    changed_at timestamptz NOT NULL
);
COMMENT ON COLUMN operator_password.hash IS 'Argon2id in the PHC string format; the password itself is never kept.';

CREATE TABLE session (
    sha256       text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    started_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    address      text NOT NULL
);
COMMENT ON COLUMN session.sha256 IS 'Of the id, which the browser alone has.';
COMMENT ON COLUMN session.last_seen_at IS 'To the minute: no request waits for it.';
