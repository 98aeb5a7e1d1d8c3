package dev.tule.mtv;

/**
 * A layer around every view: made once, when the project starts, from the layer or view within it.
 * The settings list constructors of this form, outermost first.
 *
 * <pre>{@code
 * middleware = List.of(SecurityMiddleware::new, (project, next) -> request -> next.handle(request));
 * }</pre>
 *
 * What {@code next} throws never reaches a middleware: it has become a response by then.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/http/middleware/">Django:
 *     middleware</a>
 */
@FunctionalInterface
public interface Middleware {

    View around(Project project, View next);
}
