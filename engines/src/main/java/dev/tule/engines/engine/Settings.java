package dev.tule.engines.engine;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.process.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Files that engines read, and the parameters in them. */
public final class Settings {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,127}");
    private static final int LONGEST_VALUE = 4096;

    private Settings() {}

    /**
     * Refuses what has not the form of a parameter, and those that are ours to set.
     *
     * @throws EngineException {@code PARAMETER}
     */
    public static void check(Map<String, String> parameters, Set<String> ours) {
        parameters.forEach(
                (name, value) -> {
                    if (!NAME.matcher(name).matches()) {
                        throw new EngineException(Reason.PARAMETER, "no parameter: " + name);
                    }
                    if (ours.contains(name)) {
                        throw new EngineException(
                                Reason.PARAMETER, name + " is set by Tule and can't be changed");
                    }
                    if (value.length() > LONGEST_VALUE
                            || value.chars().anyMatch(Character::isISOControl)) {
                        throw new EngineException(
                                Reason.PARAMETER,
                                "the value of " + name + " is too long or has control characters");
                    }
                });
    }

    /** Replaces a file that only the account may read. */
    public static void write(Path file, String content, Account account) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(
                next,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, content, StandardOpenOption.WRITE);
        account.own(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
