-- How much a peer is asked at once.

ALTER TABLE peer
    ADD COLUMN max_in_flight integer CHECK (max_in_flight > 0),
    ADD COLUMN queue_length integer CHECK (queue_length >= 0),
    ADD COLUMN queue_timeout_ms bigint CHECK (queue_timeout_ms > 0),
    ADD CONSTRAINT peer_capacity_is_whole CHECK (
        num_nonnulls(max_in_flight, queue_length, queue_timeout_ms) IN (0, 3));
COMMENT ON COLUMN peer.max_in_flight IS 'NULL: as much as comes.';
