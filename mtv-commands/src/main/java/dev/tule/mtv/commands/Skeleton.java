package dev.tule.mtv.commands;

import dev.tule.mtv.management.CommandError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.SourceVersion;

/**
 * Files that a new project or application begins with: texts beside this class, in which {@code
 * @name@} and its like are replaced. Nothing that is there is overwritten.
 */
final class Skeleton {
    private final String folder;
    private final Map<String, String> words;
    private final Map<Path, String> files = new LinkedHashMap<>();

    /**
     * @param folder of the texts, beside this class
     * @param words what stands for what
     */
    Skeleton(String folder, Map<String, String> words) {
        this.folder = folder;
        this.words = Map.copyOf(words);
    }

    /**
     * A name that can be a package's.
     *
     * @throws CommandError where it can't
     */
    static String checked(String name) throws CommandError {
        if (!name.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*") || !SourceVersion.isName(name)) {
            throw new CommandError(
                    "'%s' can't be the name of a Java package: use small letters, digits and underscores, as in 'sensors'."
                            .formatted(name));
        }
        return name;
    }

    /** Plans a file. */
    Skeleton add(String text, Path target) {
        files.put(target, filled(text));
        return this;
    }

    /**
     * Writes all files, or none.
     *
     * @throws CommandError where one of them is there already
     */
    void write() throws CommandError {
        for (Path target : files.keySet()) {
            if (Files.exists(target)) {
                throw new CommandError(
                        target + " exists already: choose another name, or take it away.");
            }
        }
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Files.createDirectories(file.getKey().toAbsolutePath().getParent());
                Files.writeString(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new CommandError("The files can't be written: " + e.getMessage(), e);
        }
    }

    private String filled(String name) {
        try (InputStream in = Skeleton.class.getResourceAsStream(folder + "/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no skeleton " + folder + "/" + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace("@" + word.getKey() + "@", word.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
