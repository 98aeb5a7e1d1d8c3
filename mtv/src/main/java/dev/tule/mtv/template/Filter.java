package dev.tule.mtv.template;

import org.jspecify.annotations.Nullable;

/**
 * Changes a value: {@code {{ value|name:argument }}}. Must be safe for use by many threads.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/howto/custom-template-tags/#writing-custom-template-filters">
 *     Django: custom filters</a>
 */
@FunctionalInterface
public interface Filter {

    /**
     * The changed value.
     *
     * @param value null where the variable is missing
     * @param argument null where none is given
     */
    @Nullable Object apply(
            @Nullable Object value, @Nullable Object argument, TemplateContext context);
}
