-- Certificates that were obtained by ACME, and what is kept to obtain the next.

ALTER TABLE certificate
    ADD COLUMN source text NOT NULL DEFAULT 'api' CHECK (source IN ('api', 'acme'));

CREATE TABLE acme_account (
    directory  text PRIMARY KEY,
    key_secret text NOT NULL,
    key_box    text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN acme_account.key_box IS 'The account''s key, sealed with AES-256-GCM.';

CREATE TABLE acme_refused (
    name        text PRIMARY KEY,
    failures    integer NOT NULL CHECK (failures > 0),
    failed_at   timestamptz NOT NULL,
    next_try_at timestamptz NOT NULL,
    failure     text NOT NULL
);

CREATE TABLE acme_challenge (
    token      text PRIMARY KEY,
    answer     text NOT NULL,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE acme_challenge IS 'What whichever front door is asked by an authority has to answer.';

CREATE TABLE acme_turn (
    id         bigint PRIMARY KEY CHECK (id = 1),
    front_door text NOT NULL,
    until      timestamptz NOT NULL
);
COMMENT ON TABLE acme_turn IS 'The front door that obtains certificates; another may once until is over.';
