package dev.tule.engines;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where engines come from and where servers live.
 *
 * @param directory the servers' data; held by one process at a time
 * @param cache unpacked engines and the templates of data directories; may be removed when nothing
 *     runs, and shared by several directories
 * @param repositories directories in the layout of a Maven repository where artifacts are looked
 *     for first, such as one for hosts that are offline
 * @param remotes Maven repositories that artifacts are fetched from, the first that answers; empty
 *     for none. The JVM's proxy settings ({@code https.proxyHost}) hold
 * @param installed programs of installed servers that are offered, too: {@code
 *     /usr/lib/postgresql/15/bin/postgres}, {@code /usr/sbin/mariadbd}
 * @param user who runs the servers when this process is root; null for the first there is of {@code
 *     tule} and {@code nobody}
 */
public record EnginesConfig(
        Path directory,
        Path cache,
        List<Path> repositories,
        List<URI> remotes,
        List<Path> installed,
        @Nullable String user) {

    /** Where Maven itself fetches from when nothing is configured. */
    private static final URI MAVEN_CENTRAL = URI.create("https://repo.maven.apache.org/maven2/");

    public EnginesConfig {
        directory = directory.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        repositories = List.copyOf(repositories);
        remotes = List.copyOf(remotes);
        installed = List.copyOf(installed);
    }

    /**
     * Everything below one directory; artifacts from this user's Maven repository, else from Maven
     * Central.
     */
    public static EnginesConfig in(Path directory) {
        return new EnginesConfig(
                directory.resolve("servers"),
                directory.resolve("cache"),
                List.of(localRepository()),
                List.of(MAVEN_CENTRAL),
                List.of(),
                null);
    }

    public EnginesConfig withCache(Path cache) {
        return new EnginesConfig(directory, cache, repositories, remotes, installed, user);
    }

    public EnginesConfig withRepositories(List<Path> repositories) {
        return new EnginesConfig(directory, cache, repositories, remotes, installed, user);
    }

    public EnginesConfig withRemotes(List<URI> remotes) {
        return new EnginesConfig(directory, cache, repositories, remotes, installed, user);
    }

    public EnginesConfig withInstalled(List<Path> installed) {
        return new EnginesConfig(directory, cache, repositories, remotes, installed, user);
    }

    public EnginesConfig withUser(@Nullable String user) {
        return new EnginesConfig(directory, cache, repositories, remotes, installed, user);
    }

    private static Path localRepository() {
        String configured = System.getProperty("maven.repo.local");
        return configured != null
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }
}
