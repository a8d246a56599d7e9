-- What a process must know of the one before it, so that it tells nothing twice and leaves nothing half told.

ALTER TABLE route_assignment ADD COLUMN last_serving_peer_id bigint;
UPDATE route_assignment SET last_serving_peer_id = serving_peer_id;
COMMENT ON COLUMN route_assignment.last_serving_peer_id IS 'Who serves, or in an outage who served last.';

-- A handful at most: a receipt is open for two seconds.
CREATE INDEX event_open_receipt ON event (front_door) WHERE details -> 'receipt' -> 'open' = 'true';
