package dev.sluice.admin.resource;

import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.json.EventJson;
import dev.sluice.core.model.Wire;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a whole log is written. */
enum ExportFormat implements Wire {
    CSV("text/csv; charset=utf-8", "id,uid,at,event,severity,actor,front_door,message,details\r\n", "", "") {
        @Override
        String item(Stored stored) {
            JsonObject event = EventJson.of(stored);
            return CsvLine.of(
                    event.getValue("id"),
                    event.getString("uid"),
                    event.getString("at"),
                    event.getString("event"),
                    event.getString("severity"),
                    event.getString("actor"),
                    event.getString("front_door"),
                    event.getString("message"),
                    event.getJsonObject("details").encode());
        }
    },
    JSON("application/json", "[", ",\n", "]\n") {
        @Override
        String item(Stored stored) {
            return EventJson.of(stored).encode();
        }
    },
    NDJSON("application/x-ndjson", "", "", "") {
        @Override
        String item(Stored stored) {
            return EventJson.of(stored).encode() + "\n";
        }
    };

    final String type;
    final String head;
    final String between;
    final String foot;

    ExportFormat(String type, String head, String between, String foot) {
        this.type = type;
        this.head = head;
        this.between = between;
        this.foot = foot;
    }

    abstract String item(Stored stored);

    /** The one that is asked for; null if a page is. */
    static @Nullable ExportFormat of(Call call) {
        String word = call.query("format");
        if (word == null) {
            String header = call.context().request().getHeader("Accept");
            String accept = header == null ? "" : header.toLowerCase(Locale.ROOT);
            return accept.contains("text/csv") ? CSV : accept.contains("ndjson") ? NDJSON : null;
        }
        for (ExportFormat format : values()) {
            if (format.wire().equals(word)) {
                return format;
            }
        }
        throw ApiProblem.invalid("format", Problems.show(word), "csv, json or ndjson");
    }
}
