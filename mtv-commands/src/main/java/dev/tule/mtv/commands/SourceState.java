package dev.tule.mtv.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * What a project's files were like at one moment, by names, sizes and times: a save that changes
 * neither size nor time is not seen.
 *
 * @param code of what is compiled
 * @param rest of what is read once when the project starts: translations, migrations
 */
record SourceState(String code, String rest) {

    static SourceState of(ProjectFolder folder) {
        return new SourceState(
                digest(folder, folder.javaFiles(), true),
                digest(
                        folder,
                        ProjectFolder.files(folder.resources()).stream()
                                .filter(SourceState::isReadOnce)
                                .sorted()
                                .toList(),
                        false));
    }

    /** Templates and static files are looked at each time by whoever needs them. */
    private static boolean isReadOnce(Path file) {
        for (Path part : file) {
            String name = part.toString();
            if (name.equals("templates") || name.equals("static")) {
                return false;
            }
        }
        return true;
    }

    private static String digest(ProjectFolder folder, List<Path> files, boolean withPom) {
        StringBuilder text = new StringBuilder();
        if (withPom) {
            append(text, folder.pom());
            text.append(System.getProperty("java.version"))
                    .append(System.getProperty("java.class.path"));
        }
        files.forEach(file -> append(text, file));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void append(StringBuilder text, Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            text.append(file)
                    .append(' ')
                    .append(is.size())
                    .append(' ')
                    .append(is.lastModifiedTime().toInstant())
                    .append('\n');
        } catch (NoSuchFileException gone) {
            text.append(file).append(" gone\n");
        } catch (IOException e) {
            text.append(file).append(' ').append(e).append('\n');
        }
    }
}
