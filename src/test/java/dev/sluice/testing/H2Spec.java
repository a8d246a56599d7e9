package dev.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.opentest4j.TestAbortedException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The conformance suite h2spec 2.2.0 (it tests RFC 7540), run against a server on loopback. Its program comes for x86_64
 * only; elsewhere the test is skipped.
 */
public final class H2Spec {

    private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
    private static final long LIMIT_SECONDS = 120;

    private H2Spec() {}

    /**
     * What the suite found.
     *
     * @param tests how many were run
     * @param failures section and title of each that failed, such as {@code http2/5.1 closed: Sends a HEADERS frame}
     */
    public record Report(int tests, Set<String> failures) {}

    /** Runs all of it against that port of 127.0.0.1. */
    public static Report run(int port, boolean tls) {
        if (!System.getProperty("os.arch").equals("amd64")) {
            throw new TestAbortedException("skipped: h2spec comes for x86_64 only");
        }
        Path directory = null;
        try {
            directory = Files.createTempDirectory("h2spec");
            Path program = unpack(directory);
            Path report = directory.resolve("report.xml");
            List<String> command = new ArrayList<>(List.of(program.toString(), "-h", "127.0.0.1", "-p", "" + port));
            command.addAll(List.of("-o", "2", "-j", report.toString()));
            if (tls) {
                command.addAll(List.of("-t", "-k"));
            }
            execute(command);
            return read(report);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("h2spec", e);
        } finally {
            remove(directory);
        }
    }

    private static Path unpack(Path directory) throws IOException {
        Path archive = directory.resolve("archive.tar.gz");
        try (InputStream in = H2Spec.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new IllegalStateException(ARCHIVE + ": actual absent, expected on the class path");
            }
            Files.copy(in, archive);
        }
        execute(List.of("tar", "-xzf", archive.toString(), "-C", directory.toString()));
        return directory.resolve("h2spec");
    }

    /** Its exit code says no more than the report does. */
    private static void execute(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(command + ": expected an end within " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Report read(Path report) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        NodeList cases = factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("testcase");
        Set<String> failures = new TreeSet<>();
        for (int i = 0; i < cases.getLength(); i++) {
            Element one = (Element) cases.item(i);
            boolean failed = one.getElementsByTagName("failure").getLength()
                            + one.getElementsByTagName("error").getLength()
                    > 0;
            if (failed) {
                failures.add(one.getAttribute("package") + ": " + one.getAttribute("classname"));
            }
        }
        return new Report(cases.getLength(), failures);
    }

    private static void remove(Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
