-- What a route does beside forwarding, feature by feature; the empty object for nothing.
ALTER TABLE route
    ADD COLUMN site jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(site) = 'object');

ALTER TABLE route
    ADD CONSTRAINT route_site_of_http CHECK (route_type = 'http' OR site = '{}');
