package dev.sluice.admin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with an API of its own. */
abstract class ApiTest {

    protected ApiServer api;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void open() {
        api = new ApiServer();
    }

    @AfterEach
    void close() {
        api.close();
    }
}
