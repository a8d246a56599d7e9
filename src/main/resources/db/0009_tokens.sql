-- When tokens end, and when they were last of use.

ALTER TABLE api_token
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN last_used_at timestamptz;
COMMENT ON COLUMN api_token.last_used_at IS 'To the minute: no request waits for it.';
