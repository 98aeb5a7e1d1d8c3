package dev.tule.mtv.middleware;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;

/**
 * Sends plain HTTP to HTTPS where the settings say so, and sets the headers that keep browsers from
 * harm: HSTS, nosniff, referrer and opener policies.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/middleware/#module-django.middleware.security">
 *     Django: SecurityMiddleware</a>
 */
public final class SecurityMiddleware implements View {
    private final DefaultSettings settings;
    private final String hsts;
    private final View next;

    public SecurityMiddleware(Project project, View next) {
        this.settings = project.settings();
        this.next = next;
        this.hsts =
                "max-age="
                        + settings.secureHsts.toSeconds()
                        + (settings.secureHstsIncludeSubdomains ? "; includeSubDomains" : "")
                        + (settings.secureHstsPreload ? "; preload" : "");
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (settings.secureSslRedirect && !request.isSecure()) {
            return Response.redirect(
                    "https://" + request.host() + request.fullPath(), HttpStatus.MOVED_PERMANENTLY);
        }
        Response response = next.handle(request);
        if (!settings.secureHsts.isZero() && request.isSecure()) {
            response = response.withDefault("Strict-Transport-Security", hsts);
        }
        return response.withDefault("X-Content-Type-Options", "nosniff")
                .withDefault("Referrer-Policy", settings.secureReferrerPolicy)
                .withDefault("Cross-Origin-Opener-Policy", settings.secureCrossOriginOpenerPolicy);
    }
}
