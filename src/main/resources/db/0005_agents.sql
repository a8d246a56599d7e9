-- Agents: who is paired with which gateway, what both sides trust, and what an agent needs to know of a LAN host.

ALTER TABLE route
    ADD COLUMN target_lan_tls text CHECK (target_lan_tls ~ '^(verify|any|sha256:[0-9a-f]{64})$'),
    ADD COLUMN target_lan_mac text CHECK (target_lan_mac ~ '^[0-9a-f]{2}(:[0-9a-f]{2}){5}$'),
    ADD CONSTRAINT route_lan_host_of_its_settings CHECK (
        target_lan_host IS NOT NULL OR num_nonnulls(target_lan_tls, target_lan_mac) = 0),
    ADD CONSTRAINT route_lan_tls_is_of_http CHECK (route_type = 'http' OR target_lan_tls IS NULL);
COMMENT ON COLUMN route.target_lan_tls IS 'NULL: the agent speaks plain HTTP to the LAN host.';
COMMENT ON COLUMN route.target_lan_mac IS 'NULL: the agent never wakes the LAN host.';

-- Desired --------------------------------------------------------------------------------------------------------------

CREATE TABLE pairing (
    peer_id       bigint PRIMARY KEY REFERENCES peer DEFERRABLE INITIALLY DEFERRED,
    hop           text NOT NULL CHECK (hop IN ('mtls', 'secret')),
    fingerprint   text NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    secret_key    text NOT NULL,
    secret_box    text NOT NULL,
    api_token_key text NOT NULL,
    api_token_box text NOT NULL,
    paired_at     timestamptz NOT NULL,
    agent_version text NOT NULL,
    lan_address   text
);
COMMENT ON COLUMN pairing.fingerprint IS 'SHA-256 of the agent''s certificate.';
COMMENT ON COLUMN pairing.secret_key IS 'Which secret the value is sealed under, as in certificate.key_secret; the sealed value is in the column beside it.';
COMMENT ON COLUMN pairing.lan_address IS 'As the agent announces it; the operator''s peer.lan_address goes before it.';

CREATE TABLE internal_authority (
    id               bigint PRIMARY KEY CHECK (id = 1),
    certificate      text NOT NULL,
    private_key      text NOT NULL,
    private_box      text NOT NULL,
    door_certificate text NOT NULL,
    door_key         text NOT NULL,
    door_box         text NOT NULL
);
COMMENT ON TABLE internal_authority IS 'What agents trust, and what the front door shows them. Keys are sealed: *_key names the secret, *_box is the sealed key.';

-- Effective ------------------------------------------------------------------------------------------------------------

CREATE TABLE pairing_code (
    peer_id    bigint PRIMARY KEY REFERENCES peer ON DELETE CASCADE,
    sha256     bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
COMMENT ON TABLE pairing_code IS 'The newest code of each peer. Good once, and until it expires.';
COMMENT ON COLUMN pairing_code.sha256 IS 'Of the code; the code itself is never kept.';
