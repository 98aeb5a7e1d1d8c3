package dev.tule.mtv.test;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.mtv.Project;
import java.io.IOException;
import java.net.URI;

/**
 * A project that is served at a port of this machine, for tests with a real browser or another
 * program. The host 127.0.0.1 must be among those that the settings allow. Safe for use by many
 * threads.
 *
 * <pre>{@code
 * try (LiveServer live = LiveServer.of(project)) {
 *     driver.get(live.url("/books/").toString());
 * }
 * }</pre>
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/testing/tools/#liveservertestcase">Django:
 *     LiveServerTestCase</a>
 */
public final class LiveServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final HttpServer server;

    private LiveServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Serves a project at a port that the system picks. Who calls it closes both, this one first.
     *
     * @throws IOException where there is no port to be had
     */
    public static LiveServer of(Project project) throws IOException {
        return new LiveServer(HttpServer.start(ListenerConfig.of(project).at(HOST, 0)));
    }

    /** The address of a page: {@code live.url("/books/")}. */
    public URI url(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a page's path begins with a slash: " + path);
        }
        return URI.create("http://" + HOST + ":" + server.port() + path);
    }

    /** Lets requests under way end, two seconds long. */
    @Override
    public void close() {
        server.close();
    }
}
