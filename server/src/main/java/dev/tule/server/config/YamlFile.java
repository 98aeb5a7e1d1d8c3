package dev.tule.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A YAML file of at most 1 MiB and 20 levels, without aliases. Where it is from is known, so that
 * errors can say so. Immutable.
 */
final class YamlFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 20;

    private final String name;
    private final Path place;

    private YamlFile(String name, Path place) {
        this.name = name;
        this.place = place;
    }

    /** The mapping that the file is; empty for an empty file. */
    static Section read(Path path) throws ConfigFileError {
        YamlFile file = new YamlFile(path.toString(), path.toAbsolutePath());
        return file.parse(file.textOf(path, "the file"));
    }

    /** The mapping that a text is, of a file at that place. */
    static Section of(String text, String name, Path place) throws ConfigFileError {
        return new YamlFile(name, place).parse(text);
    }

    private Section parse(String text) throws ConfigFileError {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(name)
                        .setUseMarks(true)
                        .setAllowDuplicateKeys(true)
                        .setCodePointLimit(MAX_BYTES)
                        .build();
        try {
            checkShape(new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return Section.empty(this);
            }
            if (!(root.get() instanceof MappingNode mapping)) {
                throw error(root.get().getStartMark(), "the file must be keys and values");
            }
            return new Section(this, "", mapping);
        } catch (MarkedYamlEngineException e) {
            throw error(e.getProblemMark(), "this is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw error(Optional.empty(), "this is no YAML: " + e.getMessage());
        }
    }

    /** What would take more time or memory than its length promises is refused before it does. */
    private void checkShape(Iterable<Event> events) throws ConfigFileError {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof AliasEvent) {
                throw error(event.getStartMark(), "aliases (*name) are not taken: write it out");
            }
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw error(event.getStartMark(), "more than " + MAX_DEPTH + " levels");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    /**
     * The text of a file that this one names, without the line's end at its end.
     *
     * @param mark where it is named
     */
    String namedText(Path path, Optional<Mark> mark) throws ConfigFileError {
        try {
            return textOf(path, "the file").stripTrailing();
        } catch (ConfigFileError e) {
            throw error(mark, String.valueOf(e.getMessage()));
        }
    }

    /** A path of the file, from the folder that the file is in. */
    Path resolve(String path) {
        return place.resolveSibling(path).normalize();
    }

    private String textOf(Path path, String what) throws ConfigFileError {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigFileError(path + ": " + what + " is longer than 1 MiB");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ConfigFileError(path + ": " + what + " must be UTF-8");
        } catch (IOException e) {
            throw new ConfigFileError(
                    "%s: %s can't be read (%s)"
                            .formatted(path, what, e.getClass().getSimpleName()));
        }
    }

    ConfigFileError error(Optional<Mark> mark, String what) {
        return new ConfigFileError(position(mark) + ": " + what + ".");
    }

    /** Such as {@code /etc/tule.yaml:7}. */
    String position(Optional<Mark> mark) {
        return name + mark.map(m -> ":" + (m.getLine() + 1)).orElse("");
    }
}
