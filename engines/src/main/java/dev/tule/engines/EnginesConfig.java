package dev.tule.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
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
 * @param patience how long a server may not answer before its replica takes its place; 30 s usually
 */
public record EnginesConfig(
        Path directory,
        Path cache,
        List<Path> repositories,
        List<URI> remotes,
        List<Path> installed,
        @Nullable String user,
        Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public EnginesConfig {
        directory = directory.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        repositories = List.copyOf(repositories);
        remotes = List.copyOf(remotes);
        installed = List.copyOf(installed);
    }

    /**
     * Everything below one directory; artifacts from this user's Maven repository, else from where
     * Maven fetched what Tule was built of.
     */
    public static EnginesConfig in(Path directory) {
        return new EnginesConfig(
                directory.resolve("servers"),
                directory.resolve("cache"),
                List.of(localRepository()),
                List.of(repositoryOfBuild()),
                List.of(),
                null,
                PATIENCE);
    }

    public EnginesConfig withCache(Path cache) {
        return new EnginesConfig(
                directory, cache, repositories, remotes, installed, user, patience);
    }

    public EnginesConfig withRepositories(List<Path> repositories) {
        return new EnginesConfig(
                directory, cache, repositories, remotes, installed, user, patience);
    }

    public EnginesConfig withRemotes(List<URI> remotes) {
        return new EnginesConfig(
                directory, cache, repositories, remotes, installed, user, patience);
    }

    public EnginesConfig withInstalled(List<Path> installed) {
        return new EnginesConfig(
                directory, cache, repositories, remotes, installed, user, patience);
    }

    public EnginesConfig withPatience(Duration patience) {
        return new EnginesConfig(
                directory, cache, repositories, remotes, installed, user, patience);
    }

    public EnginesConfig withUser(@Nullable String user) {
        return new EnginesConfig(
                directory, cache, repositories, remotes, installed, user, patience);
    }

    /** Maven writes it into a resource of this module. */
    private static URI repositoryOfBuild() {
        Properties written = new Properties();
        try (InputStream in =
                Objects.requireNonNull(
                        EnginesConfig.class.getResourceAsStream("repository.properties"))) {
            written.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String url = written.getProperty("url");
        return URI.create(url.endsWith("/") ? url : url + "/");
    }

    private static Path localRepository() {
        String configured = System.getProperty("maven.repo.local");
        return configured != null
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }
}
