-- Of several front doors one tells a webhook at a time.

ALTER TABLE webhook_cursor
    ADD COLUMN sender text,
    ADD COLUMN sends_until timestamptz;
COMMENT ON COLUMN webhook_cursor.sender IS 'The front door that tells this webhook; another may once sends_until is over.';
