package dev.tule.mtv;

import java.util.Set;

/**
 * Takes a request and returns a response: a function or, with settings of its own, an object. Must
 * be safe for use by many threads; may block.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/http/views/">Django: writing views</a>
 */
@FunctionalInterface
public interface View {

    /** Something that middleware wants to know of a view before it is called. */
    enum Mark {
        /** Requests are not checked for forgery: the view has another proof of who asks. */
        CSRF_EXEMPT,
        /** May be seen without logging in, where middleware asks for a login everywhere. */
        LOGIN_NOT_REQUIRED
    }

    /**
     * Answers one request. {@link Http404}, {@link PermissionDenied}, {@link BadRequest} and {@link
     * SuspiciousOperation} become their pages; any other exception is logged and becomes a 500.
     */
    Response handle(Request request) throws Exception;

    /** What middleware should know of this view. */
    default Set<Mark> marks() {
        return Set.of();
    }
}
