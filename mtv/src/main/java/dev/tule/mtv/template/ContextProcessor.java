package dev.tule.mtv.template;

import dev.tule.mtv.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every page's template variables. A {@link java.util.function.Supplier} as a value is asked
 * when the variable is.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/templates/api/#built-in-template-context-processors">
 *     Django: context processors</a>
 */
@FunctionalInterface
public interface ContextProcessor {

    Map<String, @Nullable Object> variables(Request request);
}
