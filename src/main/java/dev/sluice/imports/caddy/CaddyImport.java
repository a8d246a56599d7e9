package dev.sluice.imports.caddy;

import dev.sluice.imports.Findings;
import dev.sluice.imports.UnreadableException;
import dev.sluice.imports.caddyfile.Caddyfile;
import dev.sluice.imports.caddyfile.Sources;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.json.JsonText;
import java.util.Map;

/** Reads what Caddy was told into a draft of a document. */
public final class CaddyImport {

    private CaddyImport() {}

    /**
     * Reads a Caddyfile.
     *
     * @param name its file name
     * @param environment values for its variables
     * @throws UnreadableException if it is none
     */
    public static Draft caddyfile(
            String name, String text, Sources.Files files, Map<String, String> environment, Findings findings) {
        Sources sources = new Sources(
                files,
                environment,
                (where, variable) -> findings.differs(
                        where, "{$" + variable + "}", "not set here, and empty therefore, as in Caddy"));
        return draft(CaddyfileConfig.of(Caddyfile.read(name, text, sources), findings), findings);
    }

    /**
     * Reads Caddy's JSON.
     *
     * @param name the file's, for errors
     * @throws UnreadableException if it is none
     */
    public static Draft json(String name, String text, Findings findings) {
        return draft(JsonConfig.of(JsonText.read(name, text), findings), findings);
    }

    private static Draft draft(CaddyConfig config, Findings findings) {
        Draft draft = new Draft();
        Plan plan = new Plan(draft, findings);
        Redirects redirects = new Redirects(findings);
        SiteReader reader = new SiteReader(config, plan, redirects, findings);
        config.sites().forEach(reader::read);
        redirects.apply(plan);
        plan.tellLost();
        plan.closeDetours();
        return draft;
    }
}
