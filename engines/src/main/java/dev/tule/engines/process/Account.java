package dev.tule.engines.process;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user of the host that servers run as: this process's own, or, when that is root, which
 * servers refuse and which would be too much for them, another one.
 *
 * @param name of the user; null for this process's own
 */
public record Account(@Nullable String name, int uid, int gid) {

    /** This process's own user. */
    public static final Account SELF = new Account(null, -1, -1);

    private static final Path USERS = Path.of("/etc/passwd");
    private static final List<String> DEFAULTS = List.of("tule", "nobody");

    /**
     * @param wanted a user's name; null for the first that there is of our defaults. Without
     *     meaning unless this process is root
     * @throws EngineException {@code NOT_FOR_THIS_HOST} when there is no such user, or it is root
     */
    public static Account find(@Nullable String wanted) {
        try {
            if (ownUid() != 0) {
                return SELF;
            }
            for (String name : wanted == null ? DEFAULTS : List.of(wanted)) {
                for (String line : Files.readAllLines(USERS)) {
                    String[] fields = line.split(":", -1);
                    if (fields.length == 7 && fields[0].equals(name) && !fields[2].equals("0")) {
                        return new Account(
                                name, Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
                    }
                }
            }
        } catch (IOException e) {
            throw new EngineException(Reason.STORAGE, "can't read " + USERS, e);
        }
        throw new EngineException(
                Reason.NOT_FOR_THIS_HOST,
                "database servers don't run as root, and there is no user "
                        + (wanted == null ? String.join(" or ", DEFAULTS) : wanted));
    }

    /** Whether servers run as another user than this process. */
    public boolean isOther() {
        return name != null;
    }

    /** What a command line begins with, so that the command runs as this user. */
    public List<String> prefix() {
        if (name == null) {
            return List.of();
        }
        List<String> prefix = new ArrayList<>();
        prefix.add("setpriv");
        prefix.add("--reuid=" + uid);
        prefix.add("--regid=" + gid);
        prefix.add("--clear-groups");
        prefix.add("--no-new-privs");
        return prefix;
    }

    /** Gives a file or directory (not what is in it) to this user. */
    public void own(Path path) throws IOException {
        if (isOther()) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * Makes sure that this user can get to a directory: it may search all that are above.
     *
     * @throws EngineException {@code NOT_FOR_THIS_HOST} when it can't, with what to do
     */
    public void requireReach(Path directory) throws IOException {
        if (!isOther()) {
            return;
        }
        for (Path above = directory; above != null; above = above.getParent()) {
            if (!Files.exists(above)) {
                continue;
            }
            Set<PosixFilePermission> may = Files.getPosixFilePermissions(above);
            boolean owner = Files.getAttribute(above, "unix:uid").equals(uid);
            if (!may.contains(
                    owner
                            ? PosixFilePermission.OWNER_EXECUTE
                            : PosixFilePermission.OTHERS_EXECUTE)) {
                throw new EngineException(
                        Reason.NOT_FOR_THIS_HOST,
                        "servers run as the user %s, who may not enter %s: choose another directory, or chmod o+x"
                                .formatted(name, above));
            }
        }
    }

    private static int ownUid() throws IOException {
        Path own = Files.createTempFile("tule-account", "");
        try {
            return (Integer) Files.getAttribute(own, "unix:uid");
        } finally {
            Files.delete(own);
        }
    }
}
