package dev.sluice.proxy.access;

import dev.sluice.proxy.header.RequestHead;
import io.vertx.core.MultiMap;
import java.util.List;

/** Fields by which upstreams are told who a visitor is: they believe them, so no visitor may bring one along. */
final class SpokenFields {

    private SpokenFields() {}

    /** Takes away the field in every spelling that an upstream may take for it. */
    static void remove(MultiMap fields, String name) {
        List<String> present = fields.names().stream()
                .filter(each -> RequestHead.isSame(each, name))
                .toList();
        present.forEach(fields::remove);
    }
}
