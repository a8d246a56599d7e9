package dev.sluice.proxy.header;

import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.Iterator;
import java.util.Map;

/** The fields of a message one after the other, as they are kept: those of a client in HTTP/1 without an object for each. */
final class Fields {

    private Fields() {}

    static Iterator<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> of(MultiMap fields) {
        return fields instanceof HeadersMultiMap kept ? kept.iteratorCharSequence() : fields.iterator();
    }
}
