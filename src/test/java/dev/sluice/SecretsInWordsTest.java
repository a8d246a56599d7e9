package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever holds a secret keeps it out of its own words: a record is printed whole unless it says otherwise. */
class SecretsInWordsTest {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secret|token|passw|credential|authorization|cookie|private_?key|pem|^code$).*");

    private final Planted planted = new Planted(SECRET);

    @Test
    void noRecordPrintsASecretOfIts() throws Exception {
        Set<String> told = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        for (Class<?> type : records()) {
            List<String> secrets = secrets(type);
            if (secrets.isEmpty()) {
                continue;
            }
            seen.add(type.getSimpleName());
            String words = String.valueOf(planted.of(type));
            if (words.contains(Planted.SECRET) || words.contains(Planted.HASH)) {
                told.add(type.getName() + " " + secrets);
            }
        }
        assertThat(seen).contains("Secret", "AdminOptions", "Identity", "Settings", "Admin", "Issued");
        assertThat(told).isEmpty();
    }

    private static List<Class<?>> records() throws Exception {
        Path root = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> records = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                String name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                Class<?> type = Class.forName(name, false, Main.class.getClassLoader());
                if (type.isRecord()) {
                    records.add(type);
                }
            }
        }
        return records;
    }

    /** Of its own, or of what it holds. */
    private List<String> secrets(Class<?> type) {
        List<String> named = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (planted.isSecret(type, component.getName())) {
                named.add(component.getName());
            } else if (component.getType().isRecord()) {
                secrets(component.getType()).forEach(inner -> named.add(component.getName() + "." + inner));
            }
        }
        return named;
    }
}
