package dev.tule.mtv.middleware;

import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.util.Set;

/**
 * Refuses hosts that the settings don't allow, and leads from a path without its last slash to the
 * one with it, where only that one has a view.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/middleware/#module-django.middleware.common">
 *     Django: CommonMiddleware</a>
 */
public final class CommonMiddleware implements View {
    private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final Project project;
    private final View next;

    public CommonMiddleware(Project project, View next) {
        this.project = project;
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        request.host();
        return lacksSlash(request) ? withSlash(request) : next.handle(request);
    }

    private boolean lacksSlash(Request request) {
        String path = request.path();
        return project.settings().appendSlash
                && !path.endsWith("/")
                && request.resolverMatch().isEmpty()
                && project.urls().resolve(path + "/").isPresent();
    }

    private Response withSlash(Request request) {
        if (project.settings().debug && WITH_CONTENT.contains(request.method())) {
            throw new IllegalStateException(
                    request.method()
                            + " to a URL without its last slash: the redirect would lose the data."
                            + " Let the form's action end in a slash.");
        }
        String full = request.fullPath();
        int query = full.indexOf('?');
        String path = query < 0 ? full : full.substring(0, query);
        String rest = query < 0 ? "" : full.substring(query);
        return Response.redirect(path + "/" + rest, HttpStatus.MOVED_PERMANENTLY);
    }
}
