-- TLS towards peers that have no agent.

ALTER TABLE peer
    ADD COLUMN tls text CHECK (tls ~ '^(verify|any|sha256:[0-9a-f]{64})$'),
    ADD COLUMN tls_server_name text,
    ADD COLUMN tls_ca text,
    ADD CONSTRAINT peer_tls_says_how CHECK (tls IS NOT NULL OR num_nonnulls(tls_server_name, tls_ca) = 0),
    ADD CONSTRAINT peer_tls_ca_is_to_verify CHECK (tls_ca IS NULL OR tls = 'verify'),
    DROP CONSTRAINT peer_protocol_check,
    ADD CONSTRAINT peer_protocol_check CHECK (protocol IN ('http1', 'h2c', 'h2'));
COMMENT ON COLUMN peer.tls IS 'NULL: clear text.';
COMMENT ON COLUMN peer.tls_ca IS 'Certificates in PEM of whoever vouches; NULL: whoever Java trusts.';
