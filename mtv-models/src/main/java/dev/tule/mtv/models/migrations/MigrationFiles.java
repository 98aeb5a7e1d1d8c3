package dev.tule.mtv.models.migrations;

import dev.tule.mtv.AppConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The migrations beside an application's class: {@code migrations/index} names them in order, since
 * what lies in a jar can't be listed everywhere. Two branches that both add one meet in that file.
 */
final class MigrationFiles {
    private static final String FOLDER = "migrations/";
    private static final String INDEX = FOLDER + "index";

    private MigrationFiles() {}

    static List<Migration> of(AppConfig app) {
        String index = text(app, INDEX);
        if (index == null) {
            return List.of();
        }
        List<Migration> all = new ArrayList<>();
        for (String name : index.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
            String text = text(app, FOLDER + name + ".json");
            if (text == null) {
                throw new IllegalStateException(
                        "migration " + app.label() + "." + name + " is in the index, not there");
            }
            all.add(MigrationJson.read(app.label(), name, text));
        }
        return all;
    }

    private static @Nullable String text(AppConfig app, String name) {
        try (InputStream in = app.getClass().getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a migration into the application's folder below a folder of resources. */
    static Path write(AppConfig app, Path resources, Migration migration, List<Migration> before) {
        Path folder =
                resources
                        .resolve(app.getClass().getPackageName().replace('.', '/'))
                        .resolve("migrations");
        Path file = folder.resolve(migration.name() + ".json");
        StringBuilder index = new StringBuilder();
        before.forEach(each -> index.append(each.name()).append('\n'));
        index.append(migration.name()).append('\n');
        try {
            Files.createDirectories(folder);
            Files.writeString(file, MigrationJson.write(migration));
            Files.writeString(folder.resolve("index"), index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
