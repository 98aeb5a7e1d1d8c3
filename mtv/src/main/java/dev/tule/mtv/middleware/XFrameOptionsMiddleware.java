package dev.tule.mtv.middleware;

import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;

/**
 * Keeps other sites from framing pages, in browsers that know no {@code frame-ancestors}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/clickjacking/">Django: clickjacking</a>
 */
public final class XFrameOptionsMiddleware implements View {
    private final String value;
    private final View next;

    public XFrameOptionsMiddleware(Project project, View next) {
        this.value = project.settings().xFrameOptions;
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        return next.handle(request).withDefault("X-Frame-Options", value);
    }
}
