-- Certificates of our own for private names, and the root that signs them.

ALTER TABLE certificate
    DROP CONSTRAINT certificate_source_check,
    ADD CONSTRAINT certificate_source_check CHECK (source IN ('api', 'acme', 'own'));

CREATE TABLE own_root (
    id          bigint PRIMARY KEY CHECK (id = 1),
    certificate text NOT NULL,
    key_secret  text NOT NULL,
    key_box     text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE own_root IS 'What devices may be told to trust: it signs for private names and for nothing else.';
COMMENT ON COLUMN own_root.key_box IS 'The root''s key, sealed with AES-256-GCM.';
