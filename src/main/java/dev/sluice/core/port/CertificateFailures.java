package dev.sluice.core.port;

import dev.sluice.core.port.AcmeRecords.Refused;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Which names are to have a certificate of an authority's, but were refused. Any thread. */
@FunctionalInterface
public interface CertificateFailures {

    /** In the order of their names; none where no authority is asked. Fails with a {@link StoreAwayException}. */
    CompletionStage<List<Refused>> now();
}
