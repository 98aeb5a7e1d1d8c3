package dev.tule.mtv.debug;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.Http404;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.RequestDataTooBig;
import dev.tule.mtv.Response;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.View;
import dev.tule.mtv.middleware.AccessLogMiddleware;
import dev.tule.mtv.middleware.CsrfFailure;
import dev.tule.mtv.template.SafeString;
import dev.tule.mtv.template.TemplateContext;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;

/**
 * Turns what a view or a middleware throws into a response. While debugging, a page that tells
 * everything but secrets; else the project's own {@code 404.html} and its like, or a plain page
 * that tells nothing.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/views/#error-views">Django: error
 *     views</a>
 */
public final class ErrorPages {
    private static final System.Logger LOG = System.getLogger("dev.tule.mtv.request");
    private static final System.Logger SECURITY = System.getLogger("dev.tule.mtv.security");

    private final Project project;

    public ErrorPages(Project project) {
        this.project = project;
    }

    /** A view that throws nothing. */
    public View around(View view) {
        return new View() {
            @Override
            public Response handle(Request request) {
                try {
                    return view.handle(request);
                } catch (Exception | StackOverflowError e) {
                    return respond(request, e);
                }
            }

            @Override
            public Set<Mark> marks() {
                return view.marks();
            }
        };
    }

    /** For a request that can't even be read. */
    public Response malformed() {
        return plain(HttpStatus.BAD_REQUEST);
    }

    private Response respond(Request request, Throwable failure) {
        int status = status(failure);
        log(request, failure, status);
        return project.settings().debug
                ? technical(request, failure, status)
                : ofProject(request, failure, status);
    }

    private static Response technical(Request request, Throwable failure, int status) {
        try {
            return status == HttpStatus.NOT_FOUND
                    ? DebugPage.notFound(request, failure)
                    : DebugPage.of(request, failure, status);
        } catch (RuntimeException e) {
            // Such as a query that can't be read, which is what the page should tell of.
            LOG.log(Level.ERROR, "the page that shows an error failed", e);
            return plain(status);
        }
    }

    private static int status(Throwable failure) {
        return switch (failure) {
            case Http404 e -> HttpStatus.NOT_FOUND;
            case PermissionDenied e -> HttpStatus.FORBIDDEN;
            case RequestDataTooBig e -> HttpStatus.CONTENT_TOO_LARGE;
            case BadRequest e -> HttpStatus.BAD_REQUEST;
            case SuspiciousOperation e -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static void log(Request request, Throwable failure, int status) {
        String id = request.get(AccessLogMiddleware.REQUEST_ID).orElse("-");
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            LOG.log(Level.ERROR, "request " + id + " failed: " + request.method(), failure);
        } else if (failure instanceof SuspiciousOperation || failure instanceof CsrfFailure) {
            SECURITY.log(
                    Level.WARNING,
                    "request "
                            + id
                            + ": "
                            + failure.getClass().getSimpleName()
                            + ": "
                            + failure.getMessage());
        } else {
            LOG.log(Level.DEBUG, () -> "request " + id + ": " + failure);
        }
    }

    private Response ofProject(Request request, Throwable failure, int status) {
        String name = failure instanceof CsrfFailure ? "403_csrf.html" : status + ".html";
        try {
            // Found only in the project: a template that fails here must not fail once more.
            return project.templates()
                    .find(name)
                    .map(
                            template ->
                                    Response.html(
                                                    template.render(
                                                            status
                                                                            == HttpStatus
                                                                                    .INTERNAL_SERVER_ERROR
                                                                    ? TemplateContext.of(Map.of())
                                                                    : TemplateContext.of(
                                                                            request,
                                                                            Map.of(
                                                                                    "request_path",
                                                                                    request
                                                                                            .path()))))
                                            .withStatus(status))
                    .orElseGet(() -> plain(status));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the page " + name + " failed", e);
            return plain(status);
        }
    }

    private static Response plain(int status) {
        String reason = HttpStatus.reason(status);
        return Response.html(
                        SafeString.format(
                                        "<!doctype html>\n<html lang=\"en\"><head><title>{}</title></head>\n<body><h1>{}</h1></body></html>\n",
                                        reason + " (" + status + ")",
                                        reason)
                                .toString())
                .withStatus(status);
    }
}
